"""Words that end with a point, and whether a sentence may end there too."""

import re

from engine.rendering.b1.common import listed

#: words that end with a point and never end a sentence
NEVER_LAST = listed("""
    aant. art. arts. afd. alg. bijl. blz. bv. bijv. ca. d.d. dd. dhr. dir. dr. drs. d.m.v. d.w.z. e.e.a.
    excl. fam. fig. gebr. gem. g.g.d. hfst. hr. i.c. i.h.b. i.o.v. i.p.v. i.v.m. i.z. inc. ing. incl.
    inz. ir. jr. lic. m.a.w. m.b.t. m.b.v. m.i.v. m.m.v. m.n. m.u.v. max. mej. mevr. mgr. min. mln. mld.
    mr. mrs. mw. n.a.v. nl. no. nr. nrs. o.a. o.b.v. o.g.v. o.l.v. o.v.v. p/a. p.a. par. pag. plm. prof.
    ref. reg. resp. secr. sint. st. str. t.a.v. t.b.v. t.g.v. t.h.v. t.l.v. t.n.v. t.o.v. t/m. tel. tot.
    v.a. v.d. v.l.n.r. vgl. vs. w.o. wed. z.g. z.o.z. zgn.
""")
#: words that end with a point and may end a sentence, if the next word is one that begins sentences
MAYBE_LAST = listed("""
    a.s. a.u.b. aub. b.v. bvba. c.q. c.s. c.v. e.a. e.d. e.v. enz. etc. i.o. j.l. jl. ll. m.i. n.v.
    s.v.p. u.a. v.o.f. v.z.w. vzw. z.s.m. p.m. p.j. p.p. p.u. m.v. m.n.t. z.n.
""")
#: other single letters with points are initials
INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
STARTERS = listed("""
    als beste bel betaal bent blijft daar daarna daarom dan dat de deze die dit doe een er en geef gaat
    graag heb heeft het hier hierna hij ik in is je kies kijk klopt komt krijg krijgt kunt laat lees
    liever lukt maak maar mail met misschien mogen na nu of om ons onze ook op reageer samen schrijf
    stuur typ u uw voor vóór vraag vragen wacht wat we weet wie wij wilt wil worden zet zij zo zoekt
""")
LIST_NUMBER = re.compile(r"\d{1,2}\.")
