"""The words that give a statement away. Sets, so that a unit is judged by set intersection; our own lists."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


USER_VERBS = _set(
    "export download view see search filter sort upload import edit create delete share print pause resume cancel invite "
    "select choose pick configure customise customize enter submit comment reply log-in login sign reset toggle drag copy "
    "paste undo redo save bookmark book schedule reorder rename assign track monitor compare browse navigate open close "
    "access preview zoom pay order return attach subscribe unsubscribe approve check review request report read write set "
    "change specify define switch archive restore duplicate pin star rate vote"
)
SYSTEM_VERBS = _set(
    "send output show display log validate reject store notify remind warn calculate compute retry refresh generate record detect "
    "prevent block hide highlight respond redirect encrypt mask keep accept limit throttle expire trigger list render "
    "load cache count sync synchronize synchronise email alert deny refuse handle escape sanitize hash emit"
)
CHANGE_VERBS = _set(
    "add implement introduce provide move remove replace drop refactor migrate improve fix support allow enable disable "
    "make merge combine split convert extend upgrade update include ensure let use deprecate clean document put bring "
    "give rework redesign automate integrate expose separate align consolidate simplify speed reduce increase optimize "
    "optimise build develop write rewrite setup validate publish wire bump pass avoid stop have get delete rename "
    "unify standardize standardise restrict group deploy connect link apply turn ship register modify adjust adapt "
    "translate localize resolve transition persist run test verify fail rebrand rework recreate replicate instrument pre-populate "
    "deliver embed package register rerun re-run invoke preload reorganize reorganise restructure retire sunset tighten"
)
MORE_VERBS = _set(
    "transform explore research investigate establish enforce maintain preserve leverage adopt capture execute guide analyze analyse finalize "
    "finalise eliminate minimize maximise streamline expand organize design define describe determine focus format host identify inject insert "
    "install invoke launch lock unlock mock obtain offer parse poll populate present process promote provision pull push query rank rebuild "
    "receive recover reload remember restart retain retrieve reuse revert revoke rotate route scale scan seed serve shorten skip strip suggest "
    "summarize suspend swap tag trim unblock visualize watch wrap consider dockerize clarify prepare schedule plan start tell warn"
)
TASK_VERBS = _set(
    "design define explore research investigate consider prepare plan focus clarify start identify determine describe finalize finalise schedule analyze analyse"
)
AMBIGUOUS = _set(
    "email test report log filter cache search display support access set list count export import download upload order share schedule review request "
    "group link change update build design plan query view store process format host lock mock tag rank route scale scan seed present focus start guide "
    "capture alert sort rate star record limit return track check reset comment copy notify trigger run package"
)
IMPERATIVES = USER_VERBS | SYSTEM_VERBS | CHANGE_VERBS | MORE_VERBS
MODALS = ("must", "should", "shall", "need to", "needs to", "has to", "have to", "ought to", "is supposed to",
          "are supposed to", "is expected to", "are expected to", "is required to", "are required to")  # fmt: skip
MODALS_DE = _set("muss müssen soll sollen sollte sollten darf dürfen müsste müssten")
WANT_PHRASES = (
    "we need", "we want", "i want", "i need", "would like", "would love to", "we would like", "i'd like", "we'd like", "it would be great",
    "it would be nice", "it would be good", "it would be excellent", "would be useful", "would be helpful", "feature request",
    "please add", "can we have", "could we have", "can we get", "we are looking for", "we require", "i wish", "they want", "they need",
    "wants to", "want to", "wants", "asked for", "asked that", "asks that", "asks for", "is asking for", "requested", "wir brauchen", "wir wollen", "wir möchten",
    "ich möchte", "ich hätte gern", "wir hätten gern", "wünscht", "wünschen", "bitte", "wäre schön", "wäre gut", "wäre toll",
)  # fmt: skip
PROBLEM = _set(
    "bad terrible awful died unnoticed noticed stale cannot can't couldn't fails fail failed failing failure broken breaks crash crashes crashed error errors wrong slow lost "
    "lose loses losing missing confusing annoying painful manually unable impossible difficult hard tedious complain "
    "complains complained complaints complaint bug stuck freezes hangs timeout timeouts wait waiting accident inconvenient unusable "
    "doesn't don't won't isn't aren't never hassle incorrect corrupts corrupted ignored duplicate duplicates "
    "brittle scattered incomplete time-consuming frustrating frustrated struggle struggling problem problems pain issue "
    "langsam fehler fehlt fehlen falsch manuell umständlich verloren mühsam kaputt beschweren beschwerden hängt abgestürzt "
    "nervt leider unmöglich problem dauert"
)
CHATTER = _set(
    "hi hello hey hallo moin thanks thank thx cheers congrats congratulations welcome lunch coffee weekend holiday vacation "
    "birthday weather haha lol bye goodbye morning afternoon evening danke grüße tschüss mahlzeit wochenende kaffee urlaub "
    "yeah yep yup nope okay ok sure hmm uh um nice great awesome cool sorry btw fyi anyway zoom teams"
)
CHATTER_PHRASES = (
    "good morning", "good afternoon", "hope you", "hope this", "see you", "talk soon", "let me know", "happy to", "as discussed",
    "next meeting", "can you hear", "you're on mute", "on mute", "share my screen", "sharing my screen", "call me", "ping me",
    "any questions", "joined the", "left the", "running late", "dial in", "join us on", "recording", "thanks for", "thank you",
    "sounds good", "makes sense", "guten morgen", "guten tag", "schönes wochenende", "vielen dank", "bis dann", "bis morgen",
    "out of office", "on vacation", "sent from my", "feel free", "looking forward", "let's move on", "moving on", "wrap up",
    "please find attached", "see attached", "see screenshot", "see attached screenshot", "who is taking notes", "take notes",
    "please add new agenda", "hier das protokoll", "anbei", "sick today", "gute besserung", "get coffee", "one sec", "hier das", "the main thing today", "we go through", "following up", "i talked to", "i spoke to", "as mentioned", "quick brain dump", "long weekend", "is on vacation", "pinged me", "join the", "breakout room", "check out the", "spin up a breakout", "help setting up",
    "that's all", "great question", "good point", "no worries", "bear with me", "quick one",
)  # fmt: skip
UNSURE = (
    "tbd", "tbc", "to be decided", "to be defined", "to be confirmed", "to be clarified", "not sure", "unclear", "unsure",
    "don't know", "do not know", "we should define", "no idea", "open question", "needs discussion", "need to decide",
    "needs to be decided", "still open", "to be discussed", "undecided", "noch offen", "unklar", "nicht sicher", "noch klären",
    "zu klären", "wissen wir nicht", "weiß nicht", "müssen wir klären", "need to find out", "needs clarification", "to clarify", "???",
)  # fmt: skip
OUT = (
    "out of scope", "not for this", "not now", "not in scope", "not part of this", "not for now", "nice to have", "nice-to-have", "maybe later", "phase 2",
    "phase two", "later phase", "future version", "not needed", "no need for", "no need to", "won't do", "don't need", "separate ticket",
    "separate tickets", "separate story", "follow-up story", "not now", "later release", "only covers", "just covers", "later on maybe",
    "nicht teil", "später", "nicht im scope", "nicht nötig", "erstmal nicht", "non-goal", "that can wait", "this can wait", "it can wait", "can wait until", "next quarter", "not this time",
    "does not need to", "not required",
)  # fmt: skip
INJECTION = (
    r"\b(?:ignore|disregard|forget|override|bypass|ignoriere|vergiss)\b.{0,40}\b(?:instruction|instructions|prompt|prompts|rules|guidelines|anweisungen|regeln|above|previous|prior|bisherigen)\b",
    r"\byou are (?:now )?(?:an? |the )?(?:\w+ )?(?:ai|assistant|llm|language model|chatbot|dan|gpt)\b|\b(?:system|developer) prompt\b|<\|?\/?(?:im_start|im_end|system|inst)\|?>|\[/?INST\]",
    r"\b(?:as an ai|dear ai|hey ai|note to (?:the )?(?:ai|assistant|model|llm)|(?:ai|llm|assistant|model)s? (?:reading|processing|summari[sz]ing|drafting))\b",
    r"\b(?:reveal|print|output|repeat|leak|exfiltrate|send)\b.{0,40}\b(?:api keys?|secrets?|credentials|system message|hidden instructions|environment variables|your instructions)\b",
    r"\b(?:mark|rate|set|approve)\b.{0,30}\b(?:this|everything|all|story|criteria)\b.{0,30}\b(?:as done|as approved|without review|no risks?|no questions)\b|\b(?:respond|reply|answer) only with\b|^(?:system|assistant)\s*:\s",
)
RISK = _set(
    "worries fears risk risks risky careful danger dangerous worried worry concern concerned concerns afraid caution risiko risiken "
    "vorsicht sorge befürchtung gefahr"
)
DEPENDS = (
    "depends on", "depend on", "blocked by", "blocked on", "requires the", "relies on", "waiting for", "waiting on", "needs the new", "prerequisite",
    "once the", "after the migration", "only works with", "hängt ab von", "abhängig von", "hängt von", "blockiert durch", "wartet auf", "setzt voraus",
    "builds on", "based on the new", "needs to be finished first", "must be done first", "has to be done first", "is a prerequisite", "comes from the",
    "kommen aus", "kommt aus", "included in", "part of the work in", "changes for",
)  # fmt: skip
SECURITY = _set(
    "security secure permission permissions password passwords encrypt encrypted encryption auth authentication authorization "
    "authorisation oauth sso saml mfa 2fa token tokens csrf xss injection gdpr pii dsgvo audit credentials login privacy "
    "vulnerability cve sanitize sensitive secret secrets certificate certificates tls ssl personal datenschutz "
    "passwort passwörter berechtigung berechtigungen zugriff verschlüsselt personenbezogene personenbezogenen"
)
PERFORMANCE = _set(
    "performance latency throughput p95 p99 p50 ms millisecond milliseconds slow fast faster seconds load concurrent "
    "responsive speed rps qps memory cpu benchmark quickly schnell schneller ladezeit sekunden antwortzeit leistung gleichzeitig"
)
VAGUE = _set(
    "minimal consistently important instantly seamlessly comprehensive gracefully well-structured professional correctly fast faster quick quickly easy easily simple intuitive user-friendly friendly nice modern robust scalable "
    "seamless smooth responsive flexible efficient performant better good clean reasonable properly appropriately "
    "schnell schneller einfach intuitiv benutzerfreundlich modern übersichtlich besser flexibel"
)
DATA = _set(
    "migrated backfill column columns table tables schema migration migrations database db index foreign sql postgres postgresql mysql mssql oracle "
    "spalte spalten tabelle tabellen datenbank datenmodell migrate"
)
UI = _set(
    "button page screen dialog modal menu tab dropdown checkbox form icon tooltip banner sidebar layout mockup wireframe "
    "figma ui ux click clicks panel wizard toolbar toggle color colour font dashboard view label placeholder popup "
    "maske seite knopf schaltfläche ansicht formular dialogfeld menü klick oberfläche hover editor gallery"
)
TEST = _set("test tests tested testing qa e2e testen testfall testfälle")
DOC = _set(
    "documentation document docs readme changelog wiki handbook doku dokumentation manual guide tutorial confluence"
)
DELETION = _set(
    "delete deletes deleted deletion deleting remove removes removed purge purged wipe erase löschen gelöscht löschung"
)
PERSONAL = _set(
    "email emails e-mail address addresses phone gdpr dsgvo pii personal birthday passport birthdate name names "
    "personenbezogene personenbezogenen adresse adressen telefonnummer geburtsdatum demographic health patient patients faces gps iban "
    "birth consent pseudonymise pseudonymised pseudonymize pseudonymized anonymise anonymised anonymize anonymized"
)
MONEY = _set(
    "payment payments invoice invoices refund refunds price prices billing charge charges charged vat tax checkout credit "
    "rechnung rechnungen zahlung zahlungen preis preise gutschrift mwst erstattung escrow fees payout payouts"
)
CLIENTS = _set(
    "api endpoint endpoints clients client sdk webhook webhooks integrators consumers plugin plugins schnittstelle"
)
THIRD = _set(
    "stripe paypal aws s3 azure gcp google slack github gitlab salesforce jira twilio sendgrid mailchimp sap datev hubspot "
    "zendesk shopify okta auth0 keycloak ldap smtp kafka third-party supabase firebase openai dropbox "
    "sharepoint outlook graph zoom drittanbieter anbieter elster docusign"
)
LOAD = _set("concurrent simultaneously load peak traffic bulk rps throughput nightly gleichzeitig massenhaft")
URGENT = {
    "Critical": (
        "critical", "urgent", "asap", "fix immediately", "fixed immediately", "needed immediately", "production down", "prod is down", "outage", "data loss", "security hole", "blocker", "sev1",
        "p0", "kritisch", "dringend", "sofort", "datenverlust", "hotfix", "vulnerability", "p1", "sev 1", "showstopper",
    ),
    "High": (
        "high priority", "is important", "very important", "quite important", "really important", "important for us", "prio 1", "prio: high", "must have", "deadline", "this sprint", "before the release", "by friday", "by monday",
        "customers are leaving", "churn", "escalated", "escalation", "wichtig", "hohe priorität", "bis freitag", "blocks us", "blocks the release", "blocking us", "top priority",
        "end of the month", "by end of", "crash", "crashes", "crashed", "every time", "compliance",
    ),
    "Low": (
        "low priority", "nice to have", "nice-to-have", "a minor", "is minor", "minor issue", "cosmetic", "when there is time", "no rush", "not urgent", "trivial", "typo",
        "eilt nicht", "niedrige priorität", "irgendwann", "someday", "no hurry", "whenever you",
    ),
}  # fmt: skip
PLAIN = _set(
    "links list lists page pages button buttons file files search export import login report reports table column field error errors message "
    "messages email emails notification notifications image images text metadata data settings user users metadata switching opening closing "
    "saving loading deleting editing creating html build builds job jobs test tests log logs cache api layer layers selection state"
)
PROFESSIONS = _set(
    "picker pickers packer packers tech techs handler handlers courier couriers rider riders coach coaches caretaker scheduler schedulers "
    "baker chef cook waiter waiters pilot pilots crew volunteer volunteers donor donors farmer farmers grower growers vet vets physician "
    "physicians surgeon surgeons midwife carer carers caregiver caregivers inspector inspectors surveyor surveyors foreman foremen plumber electrician "
    "electricians mechanic mechanics officer officers advisor advisors adviser advisers consultant consultants lawyer lawyers paralegal judge "
    "broker brokers trader traders underwriter underwriters adjuster adjusters controller controllers bookkeeper bookkeepers receptionist receptionists "
    "concierge housekeeper housekeepers player players gamer gamers streamer streamers listener listeners viewer viewers publisher publishers journalist "
    "journalists photographer photographers curator curators archivist archivists pupil pupils professor lecturer lecturers tutor tutors examiner "
    "passenger passengers commuter commuters traveller travellers traveler travelers renter renters citizen citizens resident residents applicant applicants "
    "supplier suppliers retailer retailers partner partners shipper shippers skipper skippers conductor conductors steward stewards statistician "
    "trustee trustees treasurer secretary warden wardens therapist therapists lab-tech pharmacists pharmacist storekeeper storekeepers holder holders"
)
ROLES = PROFESSIONS | _set(
    "user users admin admins administrator administrators customer customers client clients clerk clerks operator operators manager "
    "managers editor editors writer writers student students teacher teachers agent agents visitor visitors owner owners reviewer reviewers "
    "developer developers engineer engineers analyst analysts accountant accountants moderator moderators seller sellers buyer buyers guest "
    "guests member members subscriber subscribers patient patients doctor doctors nurse nurses driver drivers merchant merchants vendor vendors "
    "recruiter recruiters candidate candidates employee employees auditor auditors tester testers maintainer maintainers contributor contributors "
    "participant participants organizer organizers organiser coordinator researcher researchers librarian cashier dispatcher dispatchers planner "
    "planners instructor trainer technician scientist scientists designer designers tenant tenants landlord lead leads parent parents pharmacist "
    "shopper shoppers reader readers author authors hr finance accounting support sales marketing ops supervisor supervisors installer "
    "patient patienten patientin patientinnen mitarbeitende mitarbeitenden lehrkraft lehrkräfte fahrer fahrerinnen nutzer nutzerin benutzer benutzerin anwender kunde kunden kundin sachbearbeiter sachbearbeiterin sachbearbeiterinnen mitarbeiter mitarbeiterin "
    "mitarbeitende redakteur administratorin buchhaltung buchhalter buchhalterin disponent disponentin lagerist fahrer arzt ärztin lehrer lehrerin lehrkraft "
    "schüler vertrieb einkäufer kassierer prüfer teamleiter teamleiterin hausverwalter mieter"
)
STOP = _set(
    "a an the and or of to for with in on at by from as that which is are be been was were not but so if when then than it its this these "
    "those we you i they he she our your their my me us them can could should would must shall will may might do does did have has had there "
    "here also just only more most very all any some no one into about up out over after before what who how why where there's it's we're i'm "
    "der die das und oder von zu für mit in dass ein eine einen den dem des ist sind war nicht auch wir ich sie es im am auf bei wenn als "
    "like get make need want user users new add use via per etc e g still even much really maybe think know say said well now already "
    "yes no ok okay yeah right let lets that's don't other another each every same own too because though while during"
)
KNOWN = (
    STOP
    | IMPERATIVES
    | ROLES
    | PLAIN
    | UI
    | DATA
    | _set(
        "system systems events event service services software product order orders invoice invoices account accounts payment payments history "
        "mobile web desktop server client customer dark light mode theme project projects task tasks calendar bulk batch single sign-on two factor"
    )
)
"""Words of everyday notes: in a title in Title Case they are no names."""
