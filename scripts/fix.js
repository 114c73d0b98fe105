// Mends what a machine can mend: format and the lint rules that know how.
import { attempt, install } from "./project.js";

install();
attempt("oxfmt", ["."]);
process.exit(attempt("oxlint", ["--fix", "."]));
