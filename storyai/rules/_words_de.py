"""German word lists; see ``_words``."""

WORDS: dict[str, str] = {
    "quality": """
        benutzerfreundlich, benutzerfreundliche, nutzerfreundlich, intuitiv, intuitive, intuitiver, angemessen, angemessene
        angemessener, angemessenen, geeignet, geeignete, geeigneter, ordnungsgemäß, korrekt, robust, robuste, nahtlos
        reibungslos, performant, performante, übersichtlich, übersichtliche, ansprechend, ansprechende, modern, moderne
        sinnvoll, sinnvolle, sinnvollen, ausreichend, ausreichende, hinreichend, effizient, effiziente, zuverlässig
        komfortabel, einfach zu bedienen, leicht verständlich, verständlich, aussagekräftig, aussagekräftige, optimal
        flexibel, flexible, skalierbar, wartbar, sauber, sauberes, vernünftig, zufriedenstellend, wie erwartet
        wie gewünscht, gut lesbar, problemlos, sachgerecht, zeitgemäß, hochwertig, hochwertige
        """,
    "speed": "schnell, schnelle, zügig, zügige, rasch, flott, ohne verzögerung, ohne merkliche verzögerung, performanter",
    "speed nouns": "",
    "quantity": """
        einige, mehrere, viele, verschiedene, zahlreiche, diverse, ein paar, etliche, eine vielzahl von, große datenmengen
        große dateien, genügend, signifikant, erheblich, deutlich weniger, deutlich mehr, ungefähr, circa, etwa
        """,
    "escape": """
        wenn möglich, falls möglich, soweit möglich, sofern möglich, nach möglichkeit, bei bedarf, falls nötig, wenn nötig
        falls erforderlich, sofern erforderlich, soweit erforderlich, gegebenenfalls, ggf, wo sinnvoll, wenn sinnvoll
        falls sinnvoll, idealerweise, möglichst, soweit sinnvoll, nach bedarf, falls verfügbar, sofern verfügbar
        """,
    "open-ended": "usw, etc, und so weiter, u.a, und ähnliches, und dergleichen, u.ä, und vieles mehr, und andere, oder ähnliches",
    "comparative": """
        besser, bessere, besserer, schneller, schnellere, einfacher, einfachere, verbessert, verbesserte, verbesserter
        übersichtlicher, klarer, klarere, höhere, niedrigere, geringere, optimiert, optimierte, kürzere, stabiler
        """,
    "works": "funktioniert, funktionieren, einsatzbereit, ist fertig, lauffähig, läuft stabil, produktionsreif",
    "modality": "eventuell, vielleicht, möglicherweise, unter umständen, könnte, könnten, dürfte, womöglich",
    "time": """
        bald, zeitnah, demnächst, regelmäßig, umgehend, in echtzeit, so schnell wie möglich, gelegentlich, häufig
        von zeit zu zeit, in kürze, in regelmäßigen abständen, so bald wie möglich, kurzfristig
        """,
    "standards": "best practices, bewährte verfahren, stand der technik, gängige standards, übliche standards, industriestandards",
    "negated": "",
    "absolute": "",
    "unhappy": """
        fehler, fehlerhaft, ungültig, ungültige, ungültiger, abgelehnt, abgewiesen, verweigert, leer, fehlt, fehlende, fehlgeschlagen, nicht, kein, keine, warnung, abgelaufen, gesperrt, maximal, höchstens, mindestens, nur, sonst, andernfalls
        """,
    "generic roles": "benutzer, nutzer, anwender, user, jemand, person, endbenutzer, endanwender, benutzerin, nutzerin, anwenderin",
    "system roles": "system, anwendung, applikation, server, datenbank, backend, frontend, software, app, api, dienst",
}
