import type { Words } from "./word-classes.ts";

/** Dutch, as written in the Netherlands and in Flanders. */
export const nl: Words = {
  phone: `tel telefo* telnr telefoonnr mob mobiel* gsm vast vaste lijn hotline infolijn hulplijn klantenservice centrale bereikbaar*
    noodnummer* spoed* huisartsenpost wachtdienst kantoor thuis contact* receptie whatsapp storing* meldpunt prive
    taxi* chauffeur* monteur* loodgieter* huisarts* tandarts* dokter* meldkamer balie loket werk noodlijn*`,
  fax: "fax faxnr faxnummer",
  call: `bel bellen belt gebeld opbellen terugbellen telefonisch* bereiken draai kies toets telefoneer contacteer
    appen bereik bellend`,
  internal: `toestel tst doorkies* intern interne toestellen toestelnummers`,
  number: "nummer nummers nr nrs num",
  id: `wachtwoord code codes kvk btw bsn rsin iban bic ref referentie* dossier* zaak* polis* serie* artikel* art
    onderdeel* track* barcode isbn issn ean doi imei kenteken* chassis* meter meternummer* meterstand* big agb ubn uzovi
    winnende trekking ondernemings* ondernemingsnummer rpr rsz rijksregister* inss insz nrn ogm mededeling
    gestructureerde betalingskenmerk kenmerk* bedrag totaal subtotaal saldo eur euro kosten omzet coordinaten versie
    vlucht trein perceel* vestigings*
    kbo bce rpm riziv inami cjib zorgnummer machtigings* tenaamstelling* lot partij* charge* gebruikersnaam inlog*`,
  matter: `kadastr* kadaster* vergunning* boete* patent* staatsloterij certificaat* aanslag* lidmaat* beschikking* erkenning* lotto*
    rijbewij* paspoort*`,
  thing: `klant* order* bestel* factuur* contract* zending* pakket* reservering* boeking* melding* aanvraag* leverings* kaart* rekening* leerling* studenten* personeels* lid* prijs* tarief* datum jaar inwoners stuks aantal postcode bus punten stemmen project* offerte* product* ticket*`,
  filler: `de het een op via naar of en is zijn ons onze uw mijn je jouw haar zijn met van voor bij in ook gratis rechtstreeks direct dan
    even altijd nu ons lokaal binnen buiten kantooruren
    nieuw nieuwe oud oude huidig huidige ander andere tijdelijk tijdelijke tweede juiste gewijzigd gewijzigde algemeen algemene alg
    centraal persoonlijk persoonlijke vanaf`,
};
