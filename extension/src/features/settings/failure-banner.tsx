import type { Account, FailureCode } from "@twp/shared/protocol/index.ts";
import { CircleAlert } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";

/** Why the last thing asked for was not done. */
export function FailureBanner({ desk }: { desk: Desk }) {
  const code = desk.failure.value;
  return (
    <div role="alert" data-testid="failure">
      {code !== null && stillTrue(code, desk.state.value?.account.registration.state) && (
        <Banner
          tone="bad"
          icon={CircleAlert}
          title={t(`failures:${code}`)}
          actions={
            <Button small onClick={desk.dismissFailure}>
              {t("common:close")}
            </Button>
          }
        />
      )}
    </div>
  );
}

/** What the line forbade is allowed again once the line is there. */
function stillTrue(code: FailureCode, line: Account["registration"]["state"] | undefined): boolean {
  return line !== "registered" || (code !== "line-not-registered" && code !== "no-account");
}
