import { findNumbers } from "@twp/shared/dialling/find.ts";
import type { FindNumbers } from "./found.ts";

/*
 * The second of the two scripts of a page: the numbering plans of the world, and how numbers are written. It weighs ten times the first,
 * so the worker runs it only on pages that may hold a number.
 */
const find: FindNumbers = findNumbers;
globalThis.twpFindNumbers ??= find;
