import { describe, expect, it } from "vitest";
import { signatureIn } from "./signature.ts";

/** `name | company | title | email | number=kind, …`; empty for nobody. */
type Fixture = readonly [text: string, expected: string];

const said = (text: string): string => {
  const found = signatureIn(text.split("\n"));
  if (found === null) return "";
  const numbers = found.numbers.map(({ text: number, kind }) => `${number}=${kind}`).join(", ");
  return [found.name, found.company, found.title, found.email, numbers].join(" | ");
};

const french: readonly Fixture[] = [
  [
    "Merci de votre retour.\n\n-- \nMarie Dupont\nResponsable achats\nAcme SAS\nTél. : 01 99 00 12 34\nPort. : 06 39 98 12 34\nmarie.dupont@acme.example",
    "Marie Dupont | Acme SAS | Responsable achats | marie.dupont@acme.example | 01 99 00 12 34=other, 06 39 98 12 34=mobile",
  ],
  [
    "Cordialement,\n\nJean-Luc Martin\nDirecteur commercial – Perrin & Fils SARL\nLigne directe 01 99 00 12 35 | Standard 01 99 00 12 00 | Fax 01 99 00 12 99",
    "Jean-Luc Martin | Perrin & Fils SARL | Directeur commercial |  | 01 99 00 12 35=work, 01 99 00 12 00=switchboard, 01 99 00 12 99=fax",
  ],
  [
    "Bien cordialement,\nSophie PERRIN\nTél : +33 (0)1 99 00 12 36\nsophie@mairie-perrin.example",
    "Sophie PERRIN |  |  | sophie@mairie-perrin.example | +33 (0)1 99 00 12 36=other",
  ],
  [
    "> Bonne journée\n> Claire Roussel\n> Assistante de direction\n> Mob. 06 39 98 00 01",
    "Claire Roussel |  | Assistante de direction |  | 06 39 98 00 01=mobile",
  ],
  [
    "Me Anne Lefèvre, avocate\nTél. 01 99 00 44 10\ncabinet@lefevre-avocats.example",
    "Me Anne Lefèvre |  | avocate | cabinet@lefevre-avocats.example | 01 99 00 44 10=other",
  ],
  [
    "Dubois Transports SARL\n12 rue des Lilas\n75000 Paris\nTél. 01 99 00 55 10",
    " | Dubois Transports SARL |  |  | 01 99 00 55 10=other",
  ],
];

const english: readonly Fixture[] = [
  [
    "Kind regards,\nJohn Smith\nHead of Sales, Acme Ltd\nT: 020 7946 0018\nM: 07700 900123\njohn.smith@acme.example",
    "John Smith | Acme Ltd | Head of Sales | john.smith@acme.example | 020 7946 0018=other, 07700 900123=mobile",
  ],
  [
    "--\nEmily O’Connor | Project Manager | Acme Inc.\nOffice: (213) 555-0123 | Cell: (213) 555-0188",
    "Emily O’Connor | Acme Inc. | Project Manager |  | (213) 555-0123=work, (213) 555-0188=mobile",
  ],
  [
    "Thanks,\n\nPriya Ramanathan\nSenior Analyst\nNorthwind\np 213-555-0142\nwww.northwind.example",
    "Priya Ramanathan | Northwind | Senior Analyst |  | 213-555-0142=other",
  ],
  [
    "Sarah Jones\nDirect +44 20 7946 0021\nsarah@jones-baking.example",
    "Sarah Jones |  |  | sarah@jones-baking.example | +44 20 7946 0021=work",
  ],
  [
    "Best,\nDr. Michael Chen, PhD (he/him)\nProfessor of Geology\n+1 213 555 0177 (mobile)",
    "Dr. Michael Chen |  | Professor of Geology |  | +1 213 555 0177=mobile",
  ],
  [
    "Cheers\nTom Baker\ne: tom.baker@acme.example\nt: 020 7946 0033",
    "Tom Baker |  |  | tom.baker@acme.example | 020 7946 0033=other",
  ],
];

const german: readonly Fixture[] = [
  [
    "Mit freundlichen Grüßen\nAnnegret Stolze\nEinkauf\nTel. +49 (0)30 23125-417\nFax +49 (0)30 23125-490\nMuster GmbH & Co. KG\nSitz: Berlin, HRB 98712 B, USt-IdNr. DE812345678",
    "Annegret Stolze | Muster GmbH & Co. KG | Einkauf |  | +49 (0)30 23125-417=other, +49 (0)30 23125-490=fax",
  ],
  [
    "Dipl.-Ing. Harald Moormann\nProjektleiter\nFon: 040/66969-122\nMobil: 0171/3920045",
    "Dipl.-Ing. Harald Moormann |  | Projektleiter |  | 040/66969-122=other, 0171/3920045=mobile",
  ],
  [
    "Viele Grüße\n\ni. A. Tülay Kaya\nVertrieb\nDurchwahl 0221 4710-166\nt.kaya@muster.example",
    "i. A. Tülay Kaya |  | Vertrieb | t.kaya@muster.example | 0221 4710-166=work",
  ],
  [
    "-- \nJürgen Müller\nLeiter Technik bei Muster AG\nTelefon 030 23125 100, Handy 0171 3920045, Zentrale 030 23125 0",
    "Jürgen Müller | Muster AG | Leiter Technik |  | 030 23125 100=other, 0171 3920045=mobile, 030 23125 0=switchboard",
  ],
  [
    "Werkstatt Brandner GmbH, Gewerbering 2, 85551 Kirchheim\nTel. 089 99998-120",
    " | Werkstatt Brandner GmbH |  |  | 089 99998-120=other",
  ],
];

const spanish: readonly Fixture[] = [
  [
    "Un saludo,\nMª Carmen Iglesias Pardo\nResponsable de Contabilidad\nTel.: 91 555 01 43\nMóvil: 655 501 243",
    "Mª Carmen Iglesias Pardo |  | Responsable de Contabilidad |  | 91 555 01 43=other, 655 501 243=mobile",
  ],
  [
    "Atentamente,\nJordi Puig\nGerente, Puig e Hijos S.L.\nT. +34 93 555 07 12",
    "Jordi Puig | Puig e Hijos S.L. | Gerente |  | +34 93 555 07 12=other",
  ],
  [
    "Saludos cordiales\nAna Belén Ruiz\nanabelen.ruiz@ejemplo.example\nFijo 952 555 014",
    "Ana Belén Ruiz |  |  | anabelen.ruiz@ejemplo.example | 952 555 014=work",
  ],
];

const italian: readonly Fixture[] = [
  [
    "Cordiali saluti,\nDott.ssa Lucia Ferraris\nResponsabile Acquisti\nTel. 02 5550 1143\nFax 02 5550 1144",
    "Dott.ssa Lucia Ferraris |  | Responsabile Acquisti |  | 02 5550 1143=other, 02 5550 1144=fax",
  ],
  [
    "Avv. Roberto Esposito\nStudio legale\ntel. 081 555 0166\nroberto@esposito.example",
    "Avv. Roberto Esposito |  |  | roberto@esposito.example | 081 555 0166=other",
  ],
  [
    "Distinti saluti\nGiulia Bianchi\nOfficine Bianchi S.r.l.\nCell. 328 555 0143",
    "Giulia Bianchi | Officine Bianchi S.r.l. |  |  | 328 555 0143=mobile",
  ],
];

const others: readonly Fixture[] = [
  [
    "Thanks,\nDoug Kowalchuk | Site Super | c. 213-555-0109 | o. 213-555-0100",
    "Doug Kowalchuk |  |  |  | 213-555-0109=mobile, 213-555-0100=work",
  ],
  [
    "i. A. Katrin Vollmer\nInside Sales\nFon +49 30 23125-417 | Fax -499 | Mobil +49 171 3920077",
    "i. A. Katrin Vollmer |  | Inside Sales |  | +49 30 23125-417=other, +49 171 3920077=mobile",
  ],
  ["Dra. Nuria Camps – Centralita 91 055 50 00", "Dra. Nuria Camps |  |  |  | 91 055 50 00=switchboard"],
  ["Imprenta Noel, S. L., tels. 93 555 01 40, fax 93 555 01 49", ""],
  [
    "Druckerei Noll KG, Tel. 030 23125 140, Fax 030 23125 141",
    " | Druckerei Noll KG |  |  | 030 23125 140=other, 030 23125 141=fax",
  ],
  [
    "Kontakt: Keller Metallbau AG\nZentrale 030 23125 0600",
    " | Keller Metallbau AG |  |  | 030 23125 0600=switchboard",
  ],
  [
    "Geom. Mauro Zanin – cell. 328 555 0143 – studio 02 5550 1143",
    "Geom. Mauro Zanin |  |  |  | 328 555 0143=mobile, 02 5550 1143=other",
  ],
];

const dutch: readonly Fixture[] = [
  [
    "Met vriendelijke groet,\nMarijke van der Heijden\nTeammanager Zorg\nT 020 555 01 43\nM 06 - 155 501 43\nKvK 34155501",
    "Marijke van der Heijden |  | Teammanager Zorg |  | 020 555 01 43=other, 06 - 155 501 43=mobile",
  ],
  ["Groeten,\nPieter Jansen\nAcme B.V.\nDoorkies 070-5550 166", "Pieter Jansen | Acme B.V. |  |  | 070-5550 166=work"],
  [
    "Hartelijke groet,\nSanne de Vries\nadviseur bij Acme\nMobiel 06 2155 5014",
    "Sanne de Vries | Acme | adviseur |  | 06 2155 5014=mobile",
  ],
];

describe.each(Object.entries({ french, english, german, spanish, italian, dutch, others }))(
  "a %s signature",
  (_, fixtures) => {
    it.each(fixtures)("%j says whose the numbers are", (text, expected) => expect(said(text)).toBe(expected));
  },
);

/** Nothing of these is a signature of which somebody could be sure. */
const traps: Readonly<Record<string, string>> = {
  "two people in a list": "Marie Dupont\nTél. 01 99 00 12 34\nPaul Martin\nTél. 01 99 00 12 35",
  "two people in one line each":
    "Marie Dupont : 01 99 00 12 34\nPaul Martin : 01 99 00 12 35\nAnne Petit : 01 99 00 12 36",
  "two people of a firm": "Marie Dupont, directrice\nPaul Martin, comptable\nTél. 01 99 00 12 34",
  "a mail address of somebody else": "Cordialement,\nMarie Dupont\nTél. 01 99 00 12 34\njean.martin@acme.example",
  "the head of a mail": "From: Marie Dupont\nSent: Monday\nTo: Paul Martin\nSubject: call 020 7946 0018",
  "der Kopf einer Mail": "Von: Anna Becker\nGesendet: Montag\nAn: Paul Weber\nTel. 030 23125 100",
  "an invitation to a conference": "Marie Dupont\nJoin by phone\n+44 20 7946 0018\nConference ID: 123 456 789",
  "eine Einladung": "Anna Becker\nTelefon-Einwahl\n+49 30 23125 100\nKenncode 123456",
  "a button": "Call Now\nContact Us\nTel. 020 7946 0018",
  "un bouton": "Nous contacter\nAppelez-nous\nTél. 01 99 00 12 34",
  "ein Knopf": "Jetzt anrufen\nUnser Kundenservice\nTel. 030 23125 100",
  "un botón": "Llámanos Ahora\nAtención Cliente\nTel. 91 555 01 43",
  "un pulsante": "Chiamaci Ora\nNumero Verde\nTel. 02 5550 1143",
  "een knop": "Bel Ons Nu\nKlantenservice\nTel. 020 555 01 43",
  "a town": "Bad Homburg\nTel. 030 23125 100",
  "una ciudad": "San Sebastián de los Reyes\n91 555 01 43",
  "a street": "High Street\nOld Town\nTel. 020 7946 0018",
  "a first name alone": "Viele Grüße, Jonas\nm 0176 040690-33",
  "a wish alone": "Cordialement,\nTél. 01 99 00 12 34",
  "a sentence": "Marie Dupont told me that you can reach her at 020 7946 0018 after four.",
  "une phrase": "Vous pouvez joindre Marie Dupont au 01 99 00 12 34 tous les matins avant dix heures.",
  "a bill": "Marie Dupont\nFacture 2026-1199001234\nTotal 120,50 €\nTél. 01 99 00 12 34",
  "a register": "Marie Dupont\nSIRET 199 001 234 00012\nTVA FR 19 900123400",
  "eine Bankverbindung": "Anna Becker\nIBAN DE89 3704 0044 0532 0130 00",
  hours: "Cabinet médical\nHoraires : 9 h – 18 h\nTél. 01 99 00 12 34",
  "a date": "Marie Dupont\n12/05/2026\n2019 - 2026",
  "a name behind the number": "Tél. 01 99 00 12 34\nMarie Dupont\nTél. 01 99 00 12 35",
  "marks that turn writing": "Cordialement,\nMarie\u202E tnopuD\nTél. 01 99 00 12 34",
  "hidden letters": "Cordialement,\nMa\u200Brie Dup\u200Bont\nTél. 01 99 00 12 34",
  "a claim of its own origin": "Cordialement,\nPolice – selon interieur.example\nTél. 01 99 00 12 34",
  "the police": "Best regards,\nPolice\nTel. 020 7946 0018",
  "a long text": `Marie Dupont ${"has a lot to say about this and that ".repeat(9)}\nTel. 020 7946 0018`,
  "a message to somebody": "Servus Toni, ich bin bis 17 Uhr am Handy, 0171 3920045, danach im Büro: 030 23125 190.",
  "un message": "Salut Julie, je suis au 01 99 00 12 34 jusqu'à 17 h, ensuite au bureau.",
  "a message": "Hey Tom, cell is 213-555-0172 until 5, after that try my desk at (213) 555-0190.",
  "a parcel":
    "Empfänger: Fam. Özdemir, Lindenstr. 14, 10969 Berlin\nTel. 0171 3920045\nPaketnr. 003 4043 – Gew. 6,8 kg",
  "un colis": "DEST. M. HAMEL\nTEL 06 39 98 12 34\nColis, poids 12 kg",
  "an advertisement": "Verk. Opel Corsa D, BJ 2011, VB 3.200. Tel. ab 17h: 0171 3920045",
  "a hotline": "Hotline 0900 123 456 (CHF 1.90/Min. ab Festnetz)",
  "a complaint": "Skip the chatbot and call corporate at 213.555.0199, took me 6 minutes to get a refund.",
  "an inn and who keeps it": "Gasthof zum Hirschen\nInhaber: Fam. Loibl\nReservierung unter 030 23125 441",
  "an address behind a preposition": "We are based at 44 Gower Lane, London\nTel. 020 7946 0300",
  "no number": "Cordialement,\nMarie Dupont\nDirectrice",
  nothing: "",
  "a number alone": "020 7946 0018",
  "a table": "Name Number\nOrder 12345678\nReception 020 7946 0018",
  "sent from a phone": "Sent from my iPhone\n020 7946 0018",
  "envoyé d’un téléphone": "Envoyé de mon iPhone\nTél. 01 99 00 12 34",
  "an assistant’s number": "Cordialement,\nMarie Dupont\nAssistante : Claire Petit 01 99 00 12 34",
};

it.each(Object.entries(traps))("%s is no signature", (_, text) => expect(said(text)).toBe(""));

describe("a signature", () => {
  it("is the last of an answered mail, and of nobody who is quoted below it", () => {
    const text = "Merci !\n\nCordialement,\nMarie Dupont\nTél. 01 99 00 12 34\nmarie.dupont@acme.example";
    expect(said(text)).toContain("Marie Dupont | ");
  });

  it("is not sought without end", () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `Marie Dupont ${at}\nTél. 01 99 00 12 34`).join("\n");
    const before = performance.now();
    expect(said(lines)).toBe("");
    expect(said(`${"-".repeat(100_000)}\n${"+1 ".repeat(30_000)}`)).toBe("");
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
