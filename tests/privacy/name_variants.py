"""Ways to write names: those that the guard finds, by name, and those that it does not, each with the reason."""

FOUND: dict[str, tuple[str, ...]] = {
    "Éloïse Müller-Brunnstein": (
        "Ms Brunnstein", "Mme Müller", "Brunnstein", "brunnstein", "BRUNNSTEIN", "Müller", "MULLER", "Mueller",
        "Müller Brunnstein", "Müller\u2010Brunnstein", "Müller\u2011Brunnstein", "Müller\u2012Brunnstein",
        "Müller\u2013Brunnstein", "Müller\u2014Brunnstein", "Müller\u2015Brunnstein", "Müller\u2212Brunnstein",
        "Müller\u00adBrunnstein", "Müller\u200bBrunnstein", "Ms\u200bBrunnstein", "Brunn\u200bstein", "Brunn\u00adstein",
        "Ms\u00a0Brunnstein", "Ms\u202fBrunnstein", "Brunn-\nstein", "MüllerBrunnstein", "Brunnstein-Müller",
        "Müller/Brunnstein", "Müller.Brunnstein", "Müller·Brunnstein", "Müller_Brunnstein", "Müller’s", "Brunnsteins",
        "M ü l l e r", "B r u n n s t e i n", "B.r.u.n.n.s.t.e.i.n", "ms M Ü L L E R", "B. Müller", "E. Brunnstein",
        "Brunnstein É.", "É. M.-B.", "É.M.B.", "E. M. B.", "M.-B. É.", "B.E.", "EMB", "Ms EMB", "Ms EB", "EB: we agree",
        "brunnstein-slides.pptx", "mueller_slides.pdf", "https://example.org/muller.html", "Мюллер", "Eloise",
        "Müller\u05beBrunnstein", "Мюллер-Бруннштейн", "Ｂｒｕｎｎｓｔｅｉｎ", "d’Éloïse", "@brunnstein",
    ),
    "Kouassi N’Guessan": (
        "Guessan", "guessan", "N’Guessan", "N'Guessan", "N\u02bcGuessan", "N`Guessan", "N´Guessan", "N\u2018Guessan",
        "N\u02bbGuessan", "N\u05f3Guessan", "N\u2032Guessan", "N\ua78cGuessan", "N\uff07Guessan", "Nguessan", "NGUESSAN",
        "N Guessan", "N-Guessan", "N.Guessan", "K. N.", "K.N.G.", "K. N’G.", "N’G. K.", "N. K.", "M. KN", "K. Nguessan",
        "N G u e s s a n", "Kouassi", "Н’Гессан",
    ),
    "José Ángel Peña": ("Peña", "Pena", "PEÑA", "Jose Angel", "J. Á. P.", "J. A. Pena", "P. J. A.", "Peña J.A.", "JAP", "J A P", "J.A.P", "Angel"),
    "Ahmed Al-Rashid": (
        "Rashid", "rashid", "Al-Rashid", "al Rashid", "Alrashid", "AlRashid", "El-Rashid", "ar-Rashid", "A. R.", "A. A. R.",
        "Al\u2011Rashid", "الرشيد أحمد", "Рашид",
    ),
    "Ban Ki-moon": ("Ki-moon", "Ki moon", "Kimoon", "Mr Moon", "B. K.-M.", "Ban K.", "BKM", "K. Moon"),
    "Ayşe Yılmaz-Kaya": ("Kaya", "KAYA", "kaya_slides.pdf", "Yilmaz", "A. Kaya", "Mme Kaya", "kaya@example.org", "K a y a"),
    "Conor O’Dwyer": ("Dwyer", "ODwyer", "O Dwyer", "O`Dwyer", "Mr Dwyer", "C. O’D.", "C.O.D.", "C. D.", "O'DWYER"),
    "Yao N’Do": ("N’Do", "N Do", "Y. N’Do", "Y. N."),
    "Ben Li": ("Ben Li", "B. Li", "Mr Li", "B. L."),
    "Anna Dupont": ("A.D.", "Dupont A.", "anna"),
    "Jan van der Meer": ("van der Meer", "Vandermeer", "Meer", "der Meer", "J. v. d. Meer", "J.M.", "J.V.D.M.", "van der meer"),
    "María de la Cruz Ortega": ("Ortega", "Cruz", "de la Cruz", "Delacruz", "M. C. O.", "Mme Cruz", "O. M."),
    "J. M. Doe": ("J. M. Doe", "Doe J.M.", "Doe, J. M.", "J.M.D.", "JMD", "JM Doe", "Doe JM", "Mr Doe", "M. Doe", "Mr DOE"),
    "Khalid Almaktoum": ("Al Maktoum", "al-Maktoum", "Al’Maktoum", "Almaktoum"),
    "Jeanne d’Arcambal": ("Arcambal", "d'Arcambal", "Darcambal", "D’ARCAMBAL", "J. d’A.", "J. A."),
    "Osama bin Tarifa": ("Tarifa", "bin Tarifa", "Bintarifa", "O. T.", "O.B.T."),
    "نورة الغ’امدي": ("الغ’امدي", "الغامدي"),
    "Оксана Лук’яненко": ("Лук’яненко", "Лукʼяненко", "Лукяненко", "Lukianenko", "Lukyanenko", "яненко"),
    "ნინო ბერიძე-კალანდაძე": ("ბერიძე", "კალანდაძე", "Beridze", "Kalandadze"),
    "ジョン・スミス": ("スミスさん", "ジョン・スミス"),
}  # fmt: skip

MISSED: dict[str, dict[str, str]] = {
    "Éloïse Müller-Brunnstein": {
        "Brunnie": "a nickname",
        "Brunstejn": "a misspelling",
        "BRUNN": "the beginning of a name",
        "EB said": "two capitals without full stops, which may mean anything",
        "the lady of the Federal Office": "who is told without a name",
    },
    "Ayşe Yılmaz-Kaya": {
        "kaya said": "half a name of fewer than six letters in small ones: rather an ordinary word"
    },
    "Ban Ki-moon": {"Moon said": "a common word by itself"},
    "Jean Togo-Meyer": {"Togo said": "a country by itself"},
}

INNOCENT: dict[str, tuple[str, ...]] = {
    "Ban Ki-moon": ("the moon landing", "Ministry of Labour", "honeymoon", "<td>moon</td>"),
    "Marie-Claire Lafrance": ("une réponse claire", "la France", "la voie"),
    "Mark Long-Field": ("the field is long", "a long-term field", "field work"),
    "Ian U. Nash": ("UN agencies", "I.U. of theirs", "U.N. agencies"),
    "Usha Singh": ("U.S. agencies", "US agencies"),
    "Al-Amin Said": ("It was said by all.", "al dente"),
    "Ana de la Paz-Sol": ("la paz", "de la ville"),
    "Daniela Abel": ("A.D. 2018",),
    "Claire H. Ebert": ("CHE", "Switzerland (CHE)"),
    "Jean Togo-Meyer": ("in Togo",),
    "Jean-Marc Le Monde": ("tout le monde", "Le"),
}
