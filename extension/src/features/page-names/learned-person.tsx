import type { LearnedPerson } from "@twp/shared/protocol/page-names.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Trash2 } from "../../ui/icons.ts";
import { PageLink } from "../page-memory/page-link.tsx";
import { learnedWords } from "./learned-words.ts";

/** What pages say of somebody, the way to the page that says it, and the way to be rid of it. */
export function LearnedPart({ desk, number, person }: { desk: Desk; number: string; person: LearnedPerson }) {
  return (
    <div class="learned-person" data-testid="learned-person">
      <p class="aid">
        <PageLink url={person.url} title={learnedWords(person)} />
      </p>
      {person.title !== "" && <p class="aid">{person.title}</p>}
      {person.email !== "" && <p class="aid">{t("page-names:mail", { email: person.email })}</p>}
      <Button
        small
        icon={Trash2}
        data-testid="forget-name"
        onClick={() => void desk.ask("pageNames.forget", { number })}
      >
        {t("page-names:forget")}
      </Button>
    </div>
  );
}
