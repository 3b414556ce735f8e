"""English word lists; see ``_words``."""

WORDS: dict[str, str] = {
    # Adverbs and adjectives that name a quality and leave its measure to the reader.
    "quality": """
        properly, gracefully, graceful, appropriately, adequately, sufficiently, user-friendly, user friendly
        intuitive, intuitively, seamless, seamlessly, smoothly, effortlessly, effortless, robust, robustly
        well-documented, well documented, well-commented, well commented, well-structured, well structured
        well-organized, well organized, well-organised, well-formatted, well formatted, well-tested, well-designed
        easy-to-use, easy to, easy-to-read, easily, elegant, elegantly, polished, meaningful, meaningfully, helpful
        reasonable, reasonably, sensible, suitable, suitably, satisfactory, adequate, optimal, optimally
        efficient, efficiently, performant, scalable, reliable, reliably, high-quality, high quality, good quality
        visually appealing, visually pleasing, visually attractive, attractive, aesthetically pleasing, beautiful
        professional-looking, nice-looking, nice looking, nicely, neatly, correctly, correct behavior, correct behaviour
        accurately, obvious, obviously, appropriate, proper, sufficient, comprehensive, comprehensively, thorough
        thoroughly, flexible, flexibly, convenient, conveniently, maintainable, state-of-the-art, cutting-edge
        user friendliness, usability is good, good performance, high performance, great performance, good experience
        great experience, good user experience, smooth experience, pleasant, delightful, engaging, compelling
        look and feel, unobtrusive, unobtrusively, self-explanatory, easy-to-understand, foolproof, satisfying
        well-behaved, cleanly, coherent, coherently, noticeable, noticeably, excessive, excessively, unnecessary delay
        undue delay, safely, securely, acceptable, non-intrusive, tidy, production-quality
        accordingly, clearly, consistently, logically, logical order, beginner-friendly, developer-friendly, mobile-friendly
        seo-friendly, touch-friendly, customer-friendly, reader-friendly, useful, relevant, unnecessary, unnecessarily
        interfere with, interferes with, without interfering, without disrupting, disruptive, negatively impact
        negatively affect, negatively impacts, all necessary, any necessary, necessary information, needed information
        all needed, important information, key information, right information, correct information, distracting
        best content, best results, best experience, best possible, best quality, will understand, understands how
        full functionality, full support, fully supported, fully supports, fully compatible, realistic, real-world
        production-like, performance maintained, maintain performance, maintains performance
        understandable, legible, lightweight, hassle-free, bulletproof, rock-solid, as expected
        as intended, as designed, as desired, as it should, as they should, like it should, usable
        for accuracy, for accurateness, for correctness, for completeness, maintain current, maintains current
        gives the right, give the right, shows the right, show the right, displays the right, display the right
        returns the right, return the right, gives the correct, give the correct, returns correct, return correct
        help users understand, helps users understand, help new users, helps new users, easy for users
        effectively, effective way, informative, straightforward, visually distinct
        cohesive, immersive, sleek, stylish, trustworthy, world-class, enterprise-grade, comfortable, comfortably, resilient
        fault-tolerant, intelligently, carefully, satisfactorily, professionally, ensure quality, ensures quality
        ensure consistency, ensures consistency, ensure security, ensures security, ensure stability, ensures stability
        ensure reliability, ensures reliability, ensure scalability, ensures scalability, ensure usability, ensures usability
        maintain availability, maintains availability, maintain consistency, maintains consistency, maintain quality
        maintains quality, for readability, for maintainability, for scalability, for usability, visually consistent
        visual appeal, maintaining visual hierarchy, maintain visual hierarchy, maintains visual hierarchy, touch-optimized
        high standard, high standards, enough contrast, good contrast, adequate contrast
        prominent, prominently, user friendliness, best suited, up to standard, exceptional quality, logical flow
        natural-looking, decent, make sense, makes sense, well-named, well-defined, well defined, meaningful names
        """,
    # Qualities only as a complement ("is clear", "stays responsive") or before one of the nouns in "clear nouns".
    "predicate quality": """
        clear, readable, responsive, correct, accurate, secure, stable, smooth, consistent, clean, modern, accessible
        fast, quick, snappy, friendly, simple, intact, up to par, good, ok, okay, fine, performant, complete enough
        """,
    "copula": "is, are, be, remain, remains, stay, stays, feel, feels, look, looks, appear, appears, seem, seems, and",
    "attributive quality": """
        clear, friendly, smooth, clean, modern, nice, good, better-looking, pleasing, informative, descriptive, actionable
        professional, encouraging, constructive, supportive, warm, motivating, inviting, concise, insightful, minimal, personal
        """,
    "clear nouns": """
        message, messages, error, errors, indication, indications, indicator, indicators, feedback, explanation
        explanations, instructions, instruction, documentation, readme, guidance, warning, warnings, description
        descriptions, hierarchy, visual, naming, structure, connections, separation, way, path, labels, labeling
        transition, transitions, animation, animations, experience, ui, ux, interface, design, layout, layouts, code
        navigation, look, communication, status, response, responses, text, hint, hints, summary, output, examples
        example, pricing, boundaries, progress, result, results, data, validation, file, comments, deprecation, card, tone, language
        notification, notifications, prompt, prompts, user, recovery, distinction, documented, visibility, api, logging
        """,
    # Speed without a figure.
    "speed": """
        quickly, rapidly, swiftly, instantaneously, near-instant, near instant, fast enough, quick enough, high-speed
        low latency, low-latency, minimal latency, minimal delay, minimal lag, without lag, without delay, no lag
        without noticeable delay, no noticeable delay, lag-free, blazing, blazingly, speedily, fast, performance is good
        short time, short amount of time, high throughput, speedy, minimal overhead, minimal impact, little overhead
        low overhead, no performance degradation, without performance degradation, without degrading performance
        no significant performance, without impacting performance, without affecting performance, minimal performance
        """,
    "speed nouns": """
        response, responses, loading, load, loads, search, access, performance, results, rendering, startup, start
        page, execution, processing, lookup, queries, query, and
        """,
    "quantity": """
        several, various, numerous, a few, a lot of, lots of, a number of, a large number of, a small number of
        a variety of, a range of, a wide range of, a wide variety of, a handful of, a couple of, many, plenty of
        large amounts of, large numbers of, small amounts of, large volumes of, high volume of, high volumes of
        significant, significantly, substantial, substantially, considerable, considerably, large datasets
        large dataset, large data, large quantities of, large
        huge, a bit, too many, too few, too much, too long, too large, too big, too often, not too many, some of the
        at some point, some kind of, some sort of, some form of, sizable, most of the, majority of, approximately
        roughly, more or less, a certain amount, a certain number, certain amount of, normal load, heavy load, high load
        common issues, common problems, common errors, common questions, common tasks, common operations, common workflows
        key concepts, key features, main features, other features
        major browsers, modern browsers, common browsers, all browsers, popular browsers, standard formats, common formats
        popular formats, multiple formats, different formats, key metrics, frequent lookups, typical usage
        diverse, extensive, under load, at scale, heavy traffic, slow connections, slow networks, critical paths, critical flows
        normal conditions, peak load, normal use, normal usage, minor issues, minor issue, common scenarios
        typical scenarios, common cases, common use cases, typical use cases, key scenarios, a reasonable
        """,
    "escape": """
        where possible, if possible, when possible, whenever possible, wherever possible, as possible
        where needed, if needed, when needed, as needed, whenever needed, where necessary, if necessary, when necessary
        as necessary, whenever necessary, unless necessary, where required, if required, when required, as required
        where appropriate, if appropriate, when appropriate, as appropriate, whenever appropriate
        where applicable, if applicable, when applicable, as applicable, where feasible, if feasible, when feasible
        where practical, if practical, when practical, where practicable, as far as possible, as much as possible
        as far as practicable, to the extent possible, to the extent practicable, where available, if available
        when available, whenever available, as available, where supported, if supported, when supported
        where relevant, if relevant, when relevant, as relevant, if desired, when desired, as desired, if suitable
        where it makes sense, when it makes sense, if it makes sense, where sensible, ideally, preferably
        best effort, best-effort, nice to have, nice-to-have, if time permits, time permitting, if time allows
        if feasible, where reasonable, when reasonable, if reasonable, if practicable, where suitable, as and when
        attempt to, attempts to, attempted to, try to, tries to, make an effort to, makes an effort to, aim to
        aims to, strive to, strives to, if we can, if at all possible, unless absolutely necessary, when convenient
        when justified, if justified, where justified
        """,
    "open-ended": """
        etc, et cetera, and so on, and so forth, and more, and others, and the like, and such, or similar, or so on
        and similar, including but not limited to, include but are not limited to, includes but is not limited to
        but not limited to, and many more, and much more, among others, and anything else, and other things, or whatever
        or something similar, or something like that, or the like, or others, and all the rest, and many others
        """,
    "comparative": """
        better, faster, slower, easier, simpler, smoother, cleaner, clearer, shorter, smaller, quicker, nicer, stronger
        improved, enhanced, lower, higher, larger, bigger, longer, greater, fewer, cheaper, leaner, richer, tighter
        more intuitive, more efficient, more reliable, more robust, more readable, more accurate, more responsive
        more user-friendly, more consistent, more flexible, more secure, more usable, more accessible, more efficiently
        more easily, more quickly, more reliably, more accurately, more clearly, more stable, more scalable, more concise
        more maintainable, more visible, more prominent, more helpful, more meaningful, more descriptive, more detailed
        less confusing, less intrusive, less cluttered, less complex, less memory, less time, less space, less noise
        less noisy, less error-prone, less verbose, less likely, more likely, more performant, more modern, more precise
        """,
    "comparative verb": """
        reduces, reduce, improves, improve, increases, increase, enhances, enhance, minimizes, minimize, minimises
        minimise, maximizes, maximize, maximises, maximise, optimizes, optimize, optimises, optimise, decreases, decrease
        lowers, lower, shortens, simplifies, simplify, streamlines, streamline, accelerates, speeds up, speed up
        optimized, optimised, reduced, simplified, streamlined, minimized, maximized, strengthens, modernizes, modernize
        """,
    "works": """
        works, worked, working, functional, operational, functions, behaves, performs well, performs, works well, scales
        scales well, production-ready, production ready, ready for, is ready, are ready
        is in place, are in place, is usable, fully integrated, is robust, is stable, is complete, behave, function
        """,
    "outcome verbs": """
        shows, show, displays, display, returns, return, logs, log, retries, retry, rejects, reject, redirects, redirect
        sends, send, keeps, keep, falls, fall, raises, raise, throws, throw, emits, emit, prints, print, exits, exit
        continues, continue, skips, skip, preserves, preserve, restores, restore, opens, open, closes, close, creates
        create, saves, save, updates, update, prompts, prompt, notifies, notify, reports, report, stops, stop, yields
        responds, respond, ends, end, removes, remove, marks, mark, stores, store, writes, write, renders, render
        suggest, suggests, ignores, ignore, leaves, leave, produces, produce, gets, get, fails, fail, contains, contain
        """,
    "modality": "might, possibly, perhaps, maybe, potentially, could, should probably, should ideally, would be nice, may",
    "people": """
        user, users, admin, admins, administrator, administrators, customer, customers, member, members, owner, owners
        visitor, visitors, guest, guests, operator, operators, manager, managers, editor, editors, buyer, seller, they
        player, players, student, students, teacher, developer, developers, client, clients, employee, employees, you
        people, person, reader, readers, reviewer, reviewers, subscriber, subscribers, i, we, author, authors, staff
        organizer, organiser, moderator, moderators, agent, agents, viewer, viewers, applicant, applicants, he, she
        both, anyone, holder, holders, parent, parents, lead, leads, driver, drivers, patient, patients, nobody, everyone, team, teams
        """,
    "time": """
        soon, eventually, periodically, promptly, shortly, timely, in a timely manner, in a timely fashion, regularly
        from time to time, occasionally, frequently, in due course, at regular intervals, on a regular basis, in real time
        in near real time, in near real-time, near real-time, in real-time, instantly, as soon as possible, asap, often
        at a later time, at a later date, sometime, in the near future, for a while, after a while, for some time
        after some time, for a long time, for a short time, within a short time, within a reasonable time, every so often
        """,
    "standards": """
        best practices, best practice, industry standards, industry standard, industry best practices, modern standards
        coding standards, project standards, existing conventions, accepted standards, relevant standards
        applicable standards, security standards, accessibility standards, quality standards, good practices
        good practice, standard practices, design principles, clean code, common conventions, established patterns
        established conventions, all relevant regulations, applicable regulations, applicable laws, standard conventions
        existing patterns, modern practices, idiomatic, native-feeling, conventions
        """,
    "trouble": """
        issues, issue, problems, problem, difficulties, trouble, troubles, hiccups, weirdness, strange, unusual
        underperforms, underperform, slowly, slow, degraded, degrades, poorly, badly, unstable, large, complex
        excessive, heavy, busy, stale, outdated
        """,
    "negated": """
        not less than, not more than, no less than, no more than, not fewer than, no fewer than, not all, not every
        not any, not unless, not until, never not, not without, no later than not, not uncommon, not impossible
        not invalid, not disallow, not prevent, not prohibited, cannot not
        """,
    "absolute": """
        zero downtime, always available, never fails, never fail, never crashes, never crash, bug-free, bug free
        100% secure, completely secure, error-free, error free, no bugs, no downtime, always on, 100% uptime
        100 uptime, fully secure, no errors at all, perfectly, flawless, flawlessly, at all times
        """,
    "unhappy": """
        error, errors, fail, fails, failed, failure, failures, failing, invalid, reject, rejects, rejected, refuse, refused
        refuses, deny, denies, denied, denial, forbidden, unauthorized, unauthorised, unauthenticated, missing, empty
        timeout, timeouts, exceed, exceeds, exceeded, exceeding, limit, limits, warn, warns, warning, warnings, cannot
        retry, retries, retried, fallback, exception, exceptions, malformed, duplicate, duplicates, unavailable, offline
        expired, expires, conflict, conflicts, corrupt, corrupted, incorrect, wrong, unsupported, nonexistent, blocked
        decline, declines, declined, unreachable, outage, disconnected, blank, nothing, full, sold, down, late, overdue
        rollback, abort, aborts, cancel, cancels, cancelled, canceled, absent, undefined, null, none, too, unknown
        prevent, prevents, prevented, disabled, disallow, disallowed, hidden, ignored, ignore, ignores, skipped, skip
        skips, otherwise, unless, only, interrupted, crash, crashes, zero, least, most, required, permission, permissions
        not, no, never, cannot, insufficient, unexpected, edge, validation, validated, validates, mismatch, broken, lost, degraded, throws, raises
        """,
    "generic roles": """
        user, users, someone, somebody, person, people, anyone, everybody, everyone, human, individual, end user
        end-user, the user, person using the system, person using the app, stakeholder, actor, system user
        application user, app user, website user, platform user
        """,
    "system roles": """
        system, the system, application, the application, app, the app, backend, back-end, frontend, front-end, server
        database, api, software, service, platform, website, web app, webapp, program, product, module, component, tool
        microservice, process, job, script, bot, client application, web application, mobile app, the software
        """,
}
