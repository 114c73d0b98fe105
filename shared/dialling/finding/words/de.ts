import type { Words } from "./word-classes.ts";

/** German, as written in Germany, Austria and Switzerland; the end of a compound decides what it is. */
export const de: Words = {
  phone: `tel telef* telefon* fon ruf rufnr rufnummer* handy* mobil* mobiltel* funk natel festnetz* hotline* zentrale vermittlung auskunft
    notruf* notdienst* bereitschaft* notfall* kontakt* anschluss servicenr service beratung infoline erreichbar* sprechstunde*
    sekretariat empfang whatsapp sms privat dienstlich pforte rezeption stoerung* storung*
    mob pikett* hausmeister* hauswart* abwart* fahrer* taxi* monteur* installateur* zentr`,
  fax: "fax telefax* faxnr faxnummer",
  call: `anruf* rufen ruf anrufen angerufen wahlen waehlen wahl waehle wahle gewahlt telefonisch* erreichen erreichst erreicht melden meldet melde
    kontaktieren durchrufen zuruckrufen ruckruf* rueckruf* durchklingeln klingel* unter telefonieren`,
  internal: `durchwahl* durchw dw app apparat nebenst* nst klappe kurzwahl intern interne durchw`,
  number: "nummer nummern nr num zahl kennzahl",
  id: `modell* typ passwort kennwort gz geschaftszahl kostenstelle* kst code codes kennung kennziffer schlussel* polizz* ust ustid uid idnr hrb hra amtsgericht blz konto* kto iban bic swift vorgang*
    aktenzeichen az akte* police* seriennr serien* art teile* charge* chargen* los zahler* zaehler*
    lieferschein* beleg* quittung* isbn issn ean gtin pzn doi imei fahrgestell* kennzeichen fin kba
    pass matrikel* svnr sv ik lanr bsnr firmenbuch* fn gisa dvr atu zvr
    gewinnzahl* ziehung superzahl eurojackpot spiel77 koordinaten breite lange ref referenz* zeichen
    betrag summe gesamt* netto brutto eur euro chf umsatz kosten saldo konto uhrzeit version build flug zug verwendungszweck
    flurstuck* mandat* glaubiger* dok tan pin prufziffer leitweg* kassenzeichen*
    auftr rechn rg vertr versnr flnr flst parz parzelle* gst gstnr zahlpunkt* zaehlpunkt*
    messlokation* marktlokation* wkn weee lucid inventar* chassis* frachtbrief* eori postfach* uic
    tankkarte* exemplar* benutzername anmeldename login*`,
  matter: `steuer* grundbuch* handelsregister* sozialversicherung* rente* patent* zertifikat* bescheid* bussgeld* strafzettel*
    lotto* kreditkarte* dokument* gutschein* schliessfach* kfz ahv polizei* finanzamt* impfung* trauung* schule* fundburo*`,
  thing: `ordner* postfach* ersatzteil* kunden* bestell* auftrag* vertrag* versicherung* liefer* sendung* buchung* reservierung* rechnung* krankenkasse* karte* karten* personal* mitglied* spende* objekt* gerate* artikel* paket* ausweis* preis* tarif* datum stand* jahr* einwohner* stuck stueck menge* anzahl plz 
    produkt* projekt* anfrage* id gewicht punkte depot* ticket*`,
  filler: `der die das dem den des ein eine einen einem im in am an auf bei von vom zu zum zur oder und ist sind unsere unserer unser ihre ihrer
    mein meine meiner sich uns mich ihn sie bitte gerne auch nur jederzeit kostenlos kostenfrei direkt neue neuen folgende folgender folgenden
    mit gebuhrenfrei gebuehrenfrei hier jetzt einfach rund um die uhr mo fr per via
    neu neues neuer alte alter altes alten aktuelle aktueller aktuellen bisherige geanderte geaenderte andere anderen richtige korrekte
    weitere zweite personliche personlichen meinen unserem unseren ihrem ihren ab sofort lautet es`,
};
