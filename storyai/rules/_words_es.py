"""Spanish word lists; see ``_words``."""

WORDS: dict[str, str] = {
    "quality": """
        adecuado, adecuada, adecuados, adecuadas, adecuadamente, apropiado, apropiada, apropiadamente, correctamente
        intuitivo, intuitiva, fácil de usar, amigable, amigables, robusto, robusta, eficiente, eficientemente, óptimo
        óptima, razonable, razonables, suficiente, suficientes, satisfactorio, fiable, confiable, flexible, escalable
        moderno, moderna, atractivo, atractiva, sin problemas, como se espera, según lo esperado, fluido, fluida
        de forma segura, de alta calidad, conveniente, comprensible, claramente, fácilmente
        """,
    "speed": "rápido, rápida, rápidamente, ágil, sin demora, sin retrasos, con rapidez, velozmente",
    "speed nouns": "",
    "quantity": """
        varios, varias, algunos, algunas, muchos, muchas, numerosos, numerosas, diversos, diversas, unos pocos, unas pocas
        una gran cantidad de, un gran número de, bastantes, aproximadamente, significativamente, la mayoría de
        """,
    "escape": """
        si es posible, cuando sea posible, en lo posible, en la medida de lo posible, si es necesario, cuando sea necesario
        si procede, cuando proceda, según corresponda, si corresponde, si aplica, cuando aplique, idealmente
        preferiblemente, si está disponible, de ser posible, de ser necesario
        """,
    "open-ended": "etc, etcétera, y así sucesivamente, entre otros, entre otras, y más, y similares, y otros, y otras",
    "comparative": "mejor, mejores, mejorado, mejorada, más rápido, más rápida, más fácil, más sencillo, más claro, optimizado, optimizada",
    "works": "funciona, funcionan, listo para usar, está listo, está lista, operativo, funcional",
    "modality": "quizás, quizá, tal vez, posiblemente, podría, podrían, eventualmente",
    "time": """
        pronto, periódicamente, regularmente, en tiempo real, lo antes posible, cuanto antes, ocasionalmente
        de vez en cuando, con frecuencia, frecuentemente, inmediatamente, a la brevedad, oportunamente
        """,
    "standards": "buenas prácticas, mejores prácticas, estándares de la industria, estándares del sector",
    "negated": "",
    "absolute": "",
    "unhappy": """
        error, errores, inválido, inválida, inválidos, rechaza, rechazado, denegado, vacío, vacía, falta, falla, fallo, no, sin, advertencia, caducado, bloqueado, máximo, mínimo, solo, salvo
        """,
    "generic roles": "usuario, usuaria, usuarios, persona, alguien, usuario final, cliente final",
    "system roles": "sistema, aplicación, servidor, base de datos, backend, frontend, software, app, api, servicio, plataforma",
}
