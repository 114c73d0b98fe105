/*
 * Common first names of the countries whose pages are read, folded. A line of two words with capitals is more often a town, a street or a button
 * than a person: one of these, a job or an address that fits has to speak for it.
 */
const names = `
  aaron adam adele adrian adriana adrien agathe agnes ahmed aicha alain alan alba albert alberto alessandra alessandro alessia alex alexander alexandra
  alexandre alexis alfonso alfred alfredo ali alice alicia aline alison allison alvaro amanda amandine amber amelia amelie amina amir amy ana anais andre andrea
  andreas andree andres andrew andy angel angela angelique angelo angus anita anja anke ann anna annabel anne annegret anneke annelies annette annick annie
  annika anouk anthony antje antoine antoinette anton antonella antonia antonio april ariane arjan armelle armin arnaud arne arno arnold arthur ashley astrid
  aude audrey august aurelie aurelien axel aziz barbara bart bas bastian bastien beate beatrice beatrix beatriz ben benedicte benedikt benjamin benoit bernadette
  bernard bernd bernhard bert bertrand bettina beverly bianca birgit birgitte bjorn bob bodo boris brad bram brandon brenda brian bridget brigitte bruce bruno bryan
  camille carina carl carla carlo carlos carmen carol carole carolin carolina caroline caroline catarina catherine cathy cecile cecilia cedric celia celine
  chantal charles charlotte chiara chloe chris christel christelle christian christiane christina christine christoph christophe christopher cindy claire
  clara claude claudia claudine claudio claus clemence clement colette colin concepcion conny constance cora corinna corinne cornelia cristian cristina cynthia
  cyril cyrille daan dagmar damien dan daniel daniela daniele danielle danny dario david davide dean debbie deborah delphine denis denise dennis derek desiree
  detlef diana diane didier diego dieter dietmar dimitri dirk djamila dolores domenico dominic dominik dominique don donald donna doreen doris dorothea dorothee
  douglas duncan dylan eberhard eddy edgar edith eduardo edward edwin eileen elaine elena eleonore elias elin elisa elisabeth elise elizabeth elke ella ellen
  eloise elsa elvira emil emilia emilie emilio emily emma emmanuel emmanuelle enrico enrique eric erica erich erik erika ernst erwin esteban estelle esther
  etienne eugen eugenie eva evelyn evelyne ewa fabian fabien fabienne fabio fabrice fatima federica federico felicitas felipe felix ferdinand fernando fiona
  flavio florence florent florian floriane floris frances francesca francesco francis francisco franck francois francoise frank franz fred frederic frederik
  frederique friedrich fritz gabi gabriel gabriela gabriele gabriella gabrielle gael gaelle gareth gary gavin genevieve geoffrey georg george georges gerald
  geraldine gerard gerd gerhard germain gert ghislaine giacomo gianluca gianni gilbert gilles gina giorgia giorgio giovanna giovanni gisela giulia giuseppe gloria
  gonzalo gordon graham greg gregoire gregor gregory greta guido guillaume guillermo gunter gunther gustav guy hakim hanna hannah hannes hannelore hans harald
  harry hartmut hassan heather hector heidi heike heiko heinrich heinz helen helena helene helga helmut hendrik henk henri henrik henry herbert hermann herve
  hilde holger horst hubert hugo hugues ian ibrahim ida ignacio ilona ilse ines ingeborg ingo ingrid irene iris irina isaac isabel isabella isabelle ivan ivo
  jack jacky jacob jacqueline jacques jakob jamal james jan jana jane janet janine jasmin jasper javier jean jeanette jeanne jeannine jeff jeffrey jelle jennifer
  jens jeremy jerome jessica jesus jill jim joachim joan joana joanna jochen joel joelle joerg johan johann johanna johannes john johnny jolanda jonas jonathan joost
  jordan jordi jorg jorge joris jose josef josefina joseph josephine joshua josiane jost juan judith julia julian juliana julie julien juliette julio jurgen juergen
  justin justine jutta karen karim karin karina karl karla karsten kate katharina katherine kathleen kathrin kathy katia katie katja katrin kay keith kelly ken
  kenneth kerstin kevin khadija kim kirsten klaas klaus koen konrad konstantin kristin kristina kurt kyle lara lars laura laure laurence laurent laurie lea leila
  lena leo leon leonard leonie leonardo leslie liam lidia lieke liesbeth liliane lilly lina linda line lisa lise lisbeth loic lorena lorenz lorenzo lothar lotte lou
  louis louisa louise luc luca lucas lucia luciano lucie lucien ludovic luigi luis luisa lukas luke lutz lydia lydie lynn maarten madeleine mael magali magdalena
  maike malika malte manfred manon manuel manuela mara marc marcel marcela marcella marcello marco marcus margaret margarete margarita margot maria marianne
  marie mariella marijke marina mario marion marisa marit marius mark marko markus marleen marlene marlies marta martha martin martina martine marvin mary
  massimo mathias mathieu mathilde matteo matthew matthias matthieu maud maurice maurizio mauro max maxim maxime maximilian maya megan mehdi melanie melissa mercedes
  merel mia michael michaela michel michele michelle miguel mike milan mina mireille miriam mirjam mohamed mohammed moira monica monika monique moritz morgane
  mourad muriel mustafa mylene nadia nadine naima nancy natacha natalia natalie nathalie nathan neil nele nelly nicholas nick nicola nicolas nicole niels nigel
  niklas nils nina noah noel noelle noemi nora norbert norman nuria odette odile olaf olga oliver olivia olivier oscar oskar otto pablo paloma pamela paola paolo
  pascal pascale patrice patricia patricio patrick patrizia paul paula paule paulette pauline pedro peggy peter petra phil philip philipp philippe phillip pia
  pierre pierrick pieter pietro pilar rachel rachid rafael rainer ralf ralph ramon raphael raquel raul ray raymond rebecca regina regine regis reiner reinhard
  reinhold remi remy renata renate renaud rene renee ricardo riccardo richard rick rita robert roberta roberto robin rodrigo roger roland rolf romain roman romy
  ron ronald rosa rosario rose rosemarie ross roswitha roxane roy ruben rudi rudolf ruediger rudiger rupert russell ruth ryan saartje sabine sabrina said salvatore
  sam samantha samira samuel sander sandra sandrine sandy santiago sara sarah sascha saskia scott sean sebastian sebastien serena serge sergio severine sharon sheila
  sibylle siegfried sigrid silke silvia silvio simon simona simone sofia sofie solange solene sonia sonja sophia sophie stacy stanislas stefan stefania stefanie
  stefano steffen stella stephan stephane stephanie stephen steve steven stuart sue susan susana susann susanna susanne suzanne sven svenja sybille sylvain sylvia
  sylvie tamara tania tanja tatiana ted teresa teun thea theo theodor theresa therese thibault thierry thijs thomas thorsten thierno tiago tiffany till tilman
  tim timo tina tobias tom tomas tommaso toni tony torsten tristan udo ulf ulla ulrich ulrike ursula ute uwe valentin valentina valentine valeria valerie vanessa
  vera verena veronica veronika veronique vicente vicky victor victoria viktor vincent vincenzo viola virginia virginie viviane vivien volker walter waltraud
  wendy werner wilfried wilhelm willem william willi wim wolfgang xavier yannick yann yasmina yolande younes youssef yvan yves yvette yvonne zoe
`;

const known: ReadonlySet<string> = new Set(names.split(/\s+/u).filter((name) => name !== ""));

/** Is that a first name people have? */
export const isGivenName = (folded: string): boolean => known.has(folded);
