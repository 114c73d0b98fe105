import type { Words } from "./word-classes.ts";

/** French. */
export const fr: Words = {
  phone: `tel tels telephon* tph telep port portable* mobile* gsm ligne fixe standard indigo azur coordonnees
    contact* joignable* permanence accueil service services secretariat astreinte urgence* depannage assistance sms texto* whatsapp domicile perso bureau vocal*
    repondeur txt numvert samu pompiers gendarmerie antipoison secours rendez
    mob dom trav cel cellulaire* std ld loge gardien* concierge* chauffeur* livreur* plombier* infirmier* taxi* hotline ambulancier*
    allo`,
  fax: "fax telecopi* telefax telec",
  call: `appel appels appele* appelle* appeler appelez rappel* joindre joignez joint contacter contactez composer composez compose composant faites faire tapez
    telephoner telephonez contactant appelant
    formez recontacter recontactez`,
  internal: `poste interne extension postes internes`,
  number: "n no nr num numero numeros nos",
  id: `modele passe code codes identifi* secu siret siren sirene rcs tva nir insee rib iban bic swift ape naf nda ics finess rpps adeli secu isbn issn ean gtin
    doi imei matricule* serie lot avoir bordereau cb mandat bon cde cmd
    ref refs reference* chassis vin plaque pdl prm pce compteur* euromillions tirage
    keno quinte tierce arrivee gagnants joker combinaison* parcelle* art cni
    version build latitude longitude lat lon gps coord codebarre
    montant* prix total ttc ht solde somme capital euros eur reglement
    nss toque pv spi eori cip uai fne arrete* nas neq ramq nam dpe
    cartouche* kcal kj gencod isin utilisateur`,
  matter: `fisca* habilitation* declaration* immatricul* police cheque* cadastr* amende* contravention* urssaf versement* brevet
    certificat* agrement* loto quittance* impot* population tresor* passeport*`,
  thing: `offre* assuran* mutuelle facture* devis commande* dossier* sinistre contrat* suivi colis colissimo chronopost carte* compte* reservation* billet billets virement* licence* permis passeport article* vol train tarif* client* abonne* adherent* allocataire* fournisseur* patient* eleve* demande* incident* piece* produit* materiel marche* lots
    date* annee* habitants effectif* quantite* qte stock code postal souscription* redevance* ticket* `,
  filler: `au aux a le la les de du des d l un une en par sur ou et est sont notre nos votre vos mon ma mes son sa ses leur direct directe
    directement suivant suivants gratuit gratuitement svp nous me moi vous toujours aussi encore plutot seulement unique ce cet cette ici soit
    puis alors apres 7j 24h non surtaxe surtaxee pro professionnel gratuite vert national unique
    nouveau nouvelle nouvel ancien ancienne actuel actuelle autre second deuxieme bon bonne provisoire maintenant desormais c s il elle
    appareil depuis`,
};
