// The words of the two query languages: enough of their grammars to colour and to complete.

const SPARQL_WORDS = `ASK ASC BASE BIND BY CONSTRUCT DESC DESCRIBE DISTINCT EXISTS FILTER FROM GRAPH GROUP HAVING IN LIMIT MINUS NAMED NOT
  OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE a AS true false`.split(/\s+/);
const SPARQL_FUNCTIONS = `ABS AVG BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE FLOOR GROUP_CONCAT IF IRI isIRI isLITERAL LANG LCASE MAX MIN
  REGEX REPLACE ROUND SAMPLE STR STRAFTER STRBEFORE STRENDS STRLEN STRSTARTS SUBSTR SUM UCASE YEAR MONTH`.split(/\s+/);
const CYPHER_WORDS = `ALL AND AS ASC BY CASE CONTAINS DESC DISTINCT ELSE END ENDS EXISTS IN IS LIMIT MATCH NOT NULL OPTIONAL OR ORDER RETURN SKIP
  STARTS THEN UNION UNWIND WHEN WHERE WITH XOR true false`.split(/\s+/);
const CYPHER_FUNCTIONS = `abs any avg ceil coalesce collect count floor head id keys labels last left max min none range replace reverse right round
  single size split substring sum toFloat toInteger toLower toString toUpper trim`.split(/\s+/);

const words = list => new RegExp(`(?:${list.join("|")})\\b`, "iy");

// Tried in this order at every place of the text.
const SPARQL = [
  ["comment", /#[^\n]*/y],
  ["iri", /<[^<>"{}|^`\\\s]*>/y],
  ["string", /"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/y],
  ["variable", /[?$]\w+/y],
  ["name", /(?:[A-Za-z][\w-]*)?:[\w.%-]*[\w%-]|[A-Za-z][\w-]*:/y],
  ["number", /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy],
  ["keyword", words(SPARQL_WORDS)],
  ["function", words(SPARQL_FUNCTIONS)],
  ["plain", /[\w-]+|\s+|[^]/y],
];
const CYPHER = [
  ["comment", /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/y],
  ["string", /"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?/y],
  ["name", /(?<=[:|])(?:`[^`]*`|[A-Za-z_]\w*)/y],
  ["variable", /\$\w+/y],
  ["property", /(?<=\.)[A-Za-z_]\w*/y],
  ["number", /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy],
  ["keyword", words(CYPHER_WORDS)],
  ["function", /[A-Za-z_]\w*(?=\()/y],
  ["plain", /\w+|`[^`]*`|\s+|[^]/y],
];

const known = (kind, list) => list.map(text => ({text, kind, note: ""}));

export const LANGUAGES = {
  sparql: {
    name: "SPARQL", rules: SPARQL, words: [...known("keyword", SPARQL_WORDS.filter(word => word !== "a")), ...known("function", SPARQL_FUNCTIONS)],
    start: "SELECT ?name ?support WHERE {\n  ?method a cg:Method ;\n    skos:prefLabel ?name ;\n    cg:support ?support .\n}\nORDER BY DESC(?support)\nLIMIT 20\n",
  },
  cypher: {
    name: "Cypher", rules: CYPHER, words: [...known("keyword", CYPHER_WORDS), ...known("function", CYPHER_FUNCTIONS)],
    start: "MATCH (p:Paper)-[:INTRODUCES]->(m:Method)\nRETURN m.name AS method, m.support AS papers, p.title AS introduced_by\nORDER BY papers DESC\nLIMIT 20\n",
  },
};

/** The text in pieces [kind, text]. */
export function tokens(language, text) {
  const found = [];
  let place = 0;
  while (place < text.length) {
    for (const [kind, pattern] of LANGUAGES[language].rules) {
      pattern.lastIndex = place;
      const hit = pattern.exec(text)?.[0];
      if (!hit) continue;
      found.push([kind, hit]);
      place += hit.length;
      break;
    }
  }
  return found;
}
