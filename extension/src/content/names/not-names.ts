/*
 * Words that no name of a person has, in the languages of the pages that are read. A telephone link says "Call now" far more often than a
 * name, and a signature has a job, a street and a wish beside one. Folded: small letters, no accents.
 */

/** What to do, what it is, whom one reaches: of links, headings and labels. */
const acts = `
  call calls calling ring dial phone phones telephone tel mobile cell cellphone fax contact contacts contactez contacter us now today here free toll click tap
  schedule speak talk estimate estimates appointment appointments consultation consultations expert experts instant claim claims billing account accounts
  roadside repair repairs plumbing parts fleet finance new used delivery takeaway pickup enquire ask apply join donate subscribe register
  text message messages chat email mail mails e-mail write book booking bookings reserve reservation reservations order orders quote quotes get request
  your our my the and or for with from about more info information infos details learn support help helpdesk hotline helpline service services customer customers
  client clients care sales team office offices desk reception switchboard headquarters head main general enquiries inquiries press media
  emergency emergencies department dept division unit home page menu number numbers line direct open hours opening website site web online
  store stores shop location locations directions visit view show reveal copy share close back next previous download login
  appeler appelez appel appels appelle telephoner telephone telephones telecopie portable standard accueil cliquez ici maintenant gratuit gratuitement
  gratuite numero numeros renseignements reserver reservez devis rendez-vous rdv urgence urgences secretariat direction commercial
  commerciale vente ventes achats assistance technique aide nous joindre joignez voir afficher notre nos votre vos mon mes le la les du des
  departement agence agences boutique magasin magasins siege bureau bureaux horaires plan mentions legales politique confidentialite
  anrufen anruf ruf rufen jetzt hier kostenlos gratis telefon telefonnummer handy mobil mobiltelefon festnetz kontakt kontaktieren nummer
  zentrale empfang rezeption kundenservice kundendienst beratung verkauf vertrieb buchen buchung reservieren reservierung termin termine
  vereinbaren notruf notfall notdienst hilfe uns unser unsere unseren sie ihr ihre mehr erfahren anfrage anfragen bestellen bestellung
  oeffnungszeiten offnungszeiten filiale geschaft praxis sekretariat abteilung startseite impressum datenschutz
  llamar llame llama llamada llamanos ahora aqui telefono telefonos movil contacto contactar contactenos numero atencion cliente clientes reservas pedir
  cita urgencias oficina oficinas ventas informacion ayuda nuestro nuestra
  chiama chiamaci chiamare chiamata ora adesso qui telefono telefoni cellulare cellulari contatti contattaci contatto numero verde prenota prenotazioni
  prenotare assistenza clienti ufficio uffici vendite informazioni aiuto sede nostro nostra emergenza
  bel bellen belt bel-ons nu hier telefoon telefoonnummer mobiel gratis contacteer nummer klantenservice klantendienst reserveren afspraak
  maken verkoop kantoor receptie spoed noodnummer hulp onze ons uw meer
`;

/** What stands in signatures and addresses beside the name. */
const around = `
  regards kind best sincerely yours truly faithfully cheers thanks thank greetings wishes warm cordially hello hi hey dear servus moin salut coucou hoi hallo ciao sent iphone android from
  cordialement salutations sinceres bien meilleures respectueusement amicalement bonjour bonsoir madame monsieur mesdames messieurs merci avance
  bonne journee envoye mon
  freundlichen freundliche grusse gruesse gruss mfg viele liebe beste herzliche hallo geehrte geehrter damen herren danke vielen dank hochachtungsvoll
  gesendet von meinem mit
  saludos cordiales atentamente atentos hola estimado estimada gracias abrazo enviado desde un cordial
  cordiali saluti distinti saluto ciao gentile gentili grazie inviato dal buongiorno
  vriendelijke groet groeten hartelijke hoogachtend beste geachte dank bedankt verzonden vanaf mvg
  street road avenue lane drive square floor suite building box po p.o rue boulevard bd av ave place chemin allee quai route impasse cedex bp batiment bat etage
  strasse str weg platz allee gasse postfach etage calle plaza avenida paseo piso via viale piazza corso straat laan plein postbus
  disclaimer confidential confidentiel confidentialite vertraulich environment print imprimer think please pensez
  subject objet betreff asunto oggetto onderwerp to cc bcc date sent envoye gesendet reply forward re fw fwd tr wg aw
  monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag
  samstag sonntag january february april june july august september october november december janvier fevrier avril juin juillet aout septembre octobre
  novembre decembre januar februar marz mai juni juli oktober dezember
  company limited group copyright rights reserved terms privacy cookies tva vat siret siren ust hrb amtsgericht geschaftsfuhrer capital rcs
  follow facebook linkedin twitter instagram youtube whatsapp skype teams
  police gendarmerie samu pompiers polizei feuerwehr bomberos policia polizia carabinieri politie brandweer ambulance firemen
  bank banque
`;

/** What people do: a line with one of these is a job, whatever else it holds. */
const jobs = `
  manager director officer engineer developer consultant assistant executive president vice chief head lead leader founder cofounder co-founder partner associate
  analyst architect designer specialist coordinator administrator supervisor representative advisor adviser attorney lawyer solicitor accountant
  buyer planner technician secretary trainer teacher professor nurse doctor surgeon editor journalist owner ceo cto cfo coo cio intern agent broker
  sales vertrieb vente ventes ventas vendite verkoop marketing purchasing procurement logistics accounting finance human resources legal communications operations engineering research development
  directeur directrice responsable charge chargee gerant gerante ingenieur ingenieure conseiller conseillere consultante assistante secretaire comptable
  avocat avocate notaire chef cheffe adjoint adjointe technicien technicienne acheteur acheteuse president presidente fondateur fondatrice associe associee
  formateur formatrice delegue deleguee attache attachee juriste redacteur redactrice medecin infirmier infirmiere commerciaux projet projets
  comptabilite ressources humaines informatique communication production qualite
  geschaftsfuhrung geschaftsfuhrerin leiter leiterin leitung vorstand prokurist prokuristin sachbearbeiter sachbearbeiterin berater beraterin ingenieurin
  assistentin assistent sekretarin sekretar referent referentin mitarbeiter mitarbeiterin rechtsanwalt rechtsanwaltin steuerberater steuerberaterin
  einkauf einkaufer einkauferin buchhaltung personal techniker technikerin entwickler entwicklerin projektleiter projektleiterin inhaber inhaberin
  vertriebsleiter vertriebsleiterin teamleiter teamleiterin bereichsleiter gesellschafter
  director directora gerente jefe jefa responsable ingeniero ingeniera abogado abogada consultor consultora administrativo administrativa comercial asesor
  asesora secretaria contable tecnico tecnica socio socia fundador
  direttore direttrice responsabile ingegnere avvocato consulente commerciale segretario segretaria amministratore delegato delegata impiegato impiegata
  ragioniere tecnico titolare socio amministrativa amministrativo ufficio acquisti
  directeur manager medewerker medewerkster adviseur adviseuse secretaresse advocaat notaris boekhouder boekhoudster eigenaar vennoot hoofd
  projectleider inkoper verkoper accountmanager
`;

const setOf = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(/\s+/u).filter((word) => word !== "")));

/** No word of a person's name. Of a firm's name one of these may be a part ("Perrin Services"), and never all of it. */
export const notInNames = setOf(acts, around, jobs);

/** Says what somebody does. */
export const jobWords = setOf(jobs);
