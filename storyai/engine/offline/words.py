"""The sentences of our own, in the language of the notes."""

from storyai.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Phrases with a gap for the notes' words. ``test`` and the like take a clause that begins in lower case."""

    test_: str = "Test that {}."
    boundary_: str = "Test just below, at and just above the limit of {}."
    moment_: str = "Test that {}; look shortly before and shortly after."
    denied_: str = "Test that nobody other than {} can {}."
    case_: str = "Test what happens when {}: {}."
    measure_: str = "Measure that {}."
    no_path: str = "The notes name the interface but no call; paths and fields are to be agreed."
    no_screen: str = "the notes name no screen"
    no_call: str = "the notes name no API call"
    no_workflow: str = "the way the team works does not change"
    no_target: str = "the notes give no performance target"
    no_access: str = "the notes name neither access nor personal data"
    none_: str = "Not applicable: {}."
    no_schema: str = "the notes name no table or field"
    no_dependency: str = "None named in the notes."
    no_flow: str = "the notes describe no flow on a screen"
    no_integration: str = "the notes name no other system"
    no_unit: str = "the criteria are covered by the tests below"
    no_load: str = "No change in load is to be expected from what the notes say."
    no_security: str = "The notes name neither access rights nor personal data."
    see_security: str = "See the acceptance criteria; the notes name nothing beyond them."
    little_security: str = "The notes name no security requirement."
    no_risk: str = "None named in the notes."
    target_: str = "The limit of {} has to hold with data of realistic size."
    access_: str = "The right to {} is checked on the server, not only on the screen."
    secret_: str = "The clear text must not appear in logs, backups or error messages either."
    later: str = "To be written once the acceptance criteria are agreed."
    no_mitigation: str = "none as long as none is named"
    steps: str = "Steps to reproduce: {}"
    rough: str = "en"

    def test(self, clause: str) -> str:
        return self.test_.format(clause)

    def boundary(self, amount: str) -> str:
        return self.boundary_.format(amount)

    def measure(self, clause: str) -> str:
        return self.measure_.format(clause)

    def none(self, reason: str) -> str:
        return self.none_.format(reason)


ENGLISH = Words()
GERMAN = Words(
    test_="Prüfen: {}.",
    boundary_="An der Grenze prüfen: knapp unter, genau und knapp über {}.",
    moment_="Prüfen: {}; kurz davor und kurz danach.",
    denied_="Prüfen, dass niemand außer {} das kann: {}.",
    case_="Prüfen, was geschieht, wenn {}: {}.",
    measure_="Messen: {}.",
    no_path="Die Notizen nennen die Schnittstelle, aber keinen Aufruf; Pfade und Felder sind festzulegen.",
    no_screen="die Notizen nennen keine Oberfläche",
    no_call="die Notizen nennen keinen API-Aufruf",
    no_workflow="die Arbeitsweise des Teams ändert sich nicht",
    no_target="die Notizen nennen kein Leistungsziel",
    no_access="die Notizen nennen weder Zugriffsrechte noch personenbezogene Daten",
    none_="Nicht zutreffend: {}.",
    no_schema="die Notizen nennen keine Tabelle und kein Feld",
    no_dependency="In den Notizen ist keine genannt.",
    no_flow="die Notizen beschreiben keinen Ablauf auf einer Oberfläche",
    no_integration="die Notizen nennen kein anderes System",
    no_unit="die Tests unten decken die Kriterien ab",
    no_load="Nach den Notizen ist keine andere Last zu erwarten.",
    no_security="Die Notizen nennen weder Zugriffsrechte noch personenbezogene Daten.",
    see_security="Siehe die Akzeptanzkriterien; die Notizen nennen nichts darüber hinaus.",
    little_security="Die Notizen nennen keine Sicherheitsanforderung.",
    no_risk="In den Notizen ist keines genannt.",
    target_="Die Grenze von {} muss mit realistischen Datenmengen gelten.",
    access_="Der Server prüft das Recht dazu, nicht nur die Oberfläche: {}.",
    secret_="Der Klartext darf auch in Protokollen, Sicherungen und Fehlermeldungen nicht stehen.",
    later="Zu schreiben, sobald die Akzeptanzkriterien feststehen.",
    no_mitigation="keine, solange keines genannt ist",
    steps="Schritte zum Nachstellen: {}",
    rough="de",
)
