import { describe, expect, it } from "vitest";
import { findNumbers } from "../find.ts";

/** What is found, with its kind. */
const found = (text: string, country: string): string[] =>
  findNumbers(text, country).map(({ number, kind }) => [number, kind].join(" ").trim());

describe("short and internal numbers", () => {
  it.each([
    ["FR", "Composez le 3631.", ["3631 service"]],
    ["FR", "faites le 15 ou le 112", ["15 service", "112 service"]],
    ["FR", "poste 4012", ["4012 internal"]],
    ["FR", "Transférer au poste 479 si occupé 480", ["479 internal", "480 internal"]],
    ["FR", "Appels gratuits. Violences : 39 19. Enfance : 119.", ["3919 service", "119 service"]],
    ["FR", "pour les pompiers, le 18", ["18 service"]],
    ["DE", "Polizei 110 | Feuerwehr 112", ["110 service", "112 service"]],
    ["DE", "Wähle in Notfällen immer die 112!", ["112 service"]],
    ["DE", "Ärztlicher Notdienst: 116 117", ["116117 service"]],
    ["DE", "Tel. Rezeption 9000 | Zimmerservice 9001", ["9000 internal", "9001 internal"]],
    ["DE", "Nebenstelle 2317 an Apparat 2318, Kostenstelle 2319", ["2317 internal", "2318 internal"]],
    ["US", "dial 911 or 988", ["911 service", "988 service"]],
    ["NL", "Meld het via 14 020", ["+3114020 service"]],
    ["US", "Room phones: Maple x5510, Cedar x5511", ["5510 internal", "5511 internal"]],
    [
      "DE",
      "Zimmer   Name    Durchwahl\n1.14     Adler   -214\n1.15     Boateng   -215",
      ["214 internal", "215 internal"],
    ],
    ["CA", "Questions: 311 or 519-555-0100", ["311 service", "+15195550100"]],
    ["DE", "Fragen: 115 oder 030 23125010", ["115 service", "+493023125010"]],
    ["IT", "ma il 187 vi risponde?", ["187 service"]],
    ["FR", "le 115 ne répond pas, le bus 118 est en panne", ["115 service"]],
    ["BE", "Bij brand: toestel 555 of receptie (2200), parking 3", ["555 internal", "2200 internal"]],
    ["FR", "j'ai fait le 3900 et attendu 20 min", ["3900 service"]],
    ["AT", "Rettung 144, Gas 128", ["144 service", "128 service"]],
    ["ES", "policía nacional 091, policía local 092", ["091 service", "092 service"]],
    ["DE", "Nebenstelle 214 ist Herr Abel, 215 Frau Baum.", ["214 internal", "215 internal"]],
    ["NL", "Toestel 214 is de boekhouding, 215 het magazijn.", ["214 internal", "215 internal"]],
    ["US", "ext 4417 is mine, 4418 is Dana", ["4417 internal", "4418 internal"]],
    ["DE", "Notfall? 112. Kein Notfall? 116117.", ["112 service", "116117 service"]],
    ["FR", "Pour le bloc faites le 4455, pour la réa le 4466.", ["4455 internal", "4466 internal"]],
    ["GB", "Reception is on 200, stores 214 and the gatehouse 215.", ["200 internal", "214 internal", "215 internal"]],
    ["DE", "Apparat 214 bestellt 215 Stühle", ["214 internal"]],
    ["DE", "Bei Brand 112 wählen und Werkschutz (4444) verständigen.", ["112 service", "4444 internal"]],
    ["GB", "In a fire dial 999, then security on 3333.", ["999 service", "3333 internal"]],
    ["FR", "En cas de feu : 18, puis la loge (4444).", ["18 service", "4444 internal"]],
    ["IT", "Chiamare il 115 e la portineria (4444).", ["115 service", "4444 internal"]],
    ["AT", "Bei Brand 122 wählen, dann Portier (Kl. 4444)", ["122 service", "4444 internal"]],
    ["FR", "utilisez le 214 ou le portable 06 39 98 77 61", ["214 internal", "+33639987761"]],
    ["FR", "Sourds et malentendants : 114 par SMS", ["114 service"]],
    ["DE", "Die 110 oder die Wache in Fürth (0911 2312570) rufen.", ["110 service", "+499112312570"]],
    ["GB", "Dial 999. Security has 3000 cameras", ["999 service"]],
    ["US", "I can call 200 people a day", []],
    ["FR", "Téléphone 2024 : le guide", []],
    ["FR", "bureau 112, 1er étage", []],
    ["FR", "Service achats | Bureau 3014", []],
    ["FR", "sur son poste (6418), bureau 6420", ["6418 internal"]],
    ["ES", "La N-112, el km 91 y la línea 016", []],
    ["FR", "composez 00 puis le numéro", []],
    ["FR", "sip:4012@pbx.test", ["4012 internal"]],
  ])("%s: %s", (country, text, numbers) => {
    expect(found(text, country)).toEqual(numbers);
  });

  it("may be of the lengths that the user's house has", () => {
    expect(findNumbers("call 12, please", "GB", [2]).map(({ number }) => number)).toEqual(["12"]);
    expect(findNumbers("call 12, please", "GB", [4])).toEqual([]);
  });
});

describe("a short number", () => {
  it.each([
    ["BE", "112 ambulance & brandweer · 101 politie", ["112 service", "101 service"]],
    ["BE", "112 ambulances et 101 policiers mobilisés", []],
    ["CH", "Sanität 144, Polizei 117, Postfach 144", ["144 service", "117 service"]],
    ["AT", "Rettung 144, Polizei 133, Hausnummer 122", ["144 service", "133 service"]],
    ["IT", "Emergenze 112; antiveleni 02 5550 1019; via dei Mille 118", ["112 service", "+390255501019"]],
    ["CA", "Urgence 911 · Info-Santé 811 · 988, rue Saint-Jean", ["911 service", "811 service"]],
    ["US", "Urgent contract stuff → Kim at x4471", ["4471 internal"]],
    ["NL", "Levensbedreigend? 112.", ["112 service"]],
    ["NL", "Bereikbaar via toestel 2222", ["2222 internal"]],
    ["FR", "Joignable via le poste 4012", ["4012 internal"]],
    ["DE", "Der Telefonlärm: Telefon -12 dB", []],
    ["US", "Zoomed at x200", []],
    ["CH", "Tel0041 44 555 01 23", ["+41445550123"]],
  ])("%s: %s", (country, text, numbers) => {
    expect(found(text, country)).toEqual(numbers);
  });
});

describe("ends of a switchboard's number", () => {
  it.each([
    ["DE", "Tel 089 99998-0, Fax -20", ["+4989999980", "+49899999820 fax"]],
    ["DE", "Tel. 0732/5550-210, Fax DW 219", ["+497325550210", "+497325550219"]],
    ["DE", "Tel. 23125-231, Vermittlung 030 23125-0", ["+493023125231", "+4930231250"]],
    ["US", "Office (512) 555-0147, fax -0148", ["+15125550147", "+15125550148 fax"]],
    ["AT", "Tel. 0732 / 555 012 – Fax -15", ["+43732555012", "+4373255501215 fax"]],
    ["AT", "Tel.: (0662) 55 50 12 Fax: DW 20", ["+43662555012", "+4366255501220"]],
    ["AT", "Tel 0512 2000 40, Fax DW 49", ["+43512200040", "+43512200049"]],
    ["DE", "Telefon 0431 55512, Frau Abel: Durchwahl 14", ["+4943155512", "+494315551214"]],
    ["DE", "Tel 0911/23125-0 · Durchwahl -44 · Fax -45", ["+49911231250", "+499112312545 fax"]],
    ["CH", "Tel. 031 555 01 71, intern DW 20", ["+41315550171", "20 internal"]],
    ["CH", "Tel. 031 555 01 71 / Fax -72", ["+41315550171", "+41315550172 fax"]],
    ["DE", "T +49 30 23125 607, F -608", ["+493023125607", "+493023125608 fax"]],
    ["CH", "Tel. 031 555 01 71 bei -5 Grad", ["+41315550171"]],
    ["FR", "Standard : 01 99 00 80 00 ; paie : 70 12.", ["+33199008000", "+33199007012"]],
    ["FR", "Accueil : 01 99 00 80 00, ouvre : 09 30", ["+33199008000"]],
    ["FR", "Standard 01 99 00 80 00 ; lignes directes 8001 à 8049.", ["+33199008000", "+33199008001", "+33199008049"]],
    ["DE", "Nachts -10 °C, Tel. 030 23125-0", ["+4930231250"]],
    ["AT", "05577 5550-0, DW 12 Meldeamt, DW 18 Bauhof", ["+43557755500", "+435577555012", "+435577555018"]],
    ["AT", "Vermittlung 01 555 03-0, Einkauf Kl. 18", ["+431555030", "+4315550318"]],
    ["CH", "Kanzlei 031 555 01 00, Steuern 01 05, Bauamt 01 09", ["+41315550100", "+41315550105", "+41315550109"]],
    ["CH", "Anlass 031 555 01 00, Montag 01 05", ["+41315550100"]],
    [
      "CH",
      "Zentrale 044 555 03 00, Durchwahl Einkauf -12, Verkauf -18",
      ["+41445550300", "+41445550312", "+41445550318"],
    ],
    ["DE", "Vertretung: Herr Lutz, Tel. -214.", ["214 internal"]],
    ["ES", "Centralita 91 234 56 78, ext. 412 y 413", ["+34912345678", "413 internal"]],
    ["NL", "Balie 030 555 0100, tst. 12 en 13", ["+31305550100", "13 internal"]],
    ["BE", "Onthaal 02 899 03 10 tot 15", ["+3228990310", "+3228990315"]],
    ["IT", "Tel. 06/5550.1234-5", ["+390655501234", "+390655501235"]],
    ["NL", "Nummers 020-5550100 t/m 149", ["+31205550100", "+31205550149"]],
  ])("%s: %s", (country, text, numbers) => {
    expect(found(text, country)).toEqual(numbers);
  });
});
