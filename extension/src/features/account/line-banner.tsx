import { PhoneOff, UserRound } from "../../ui/icons.ts";
import type { Desk } from "../../companion/desk.ts";
import { t } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";

/** Why no call can come or go, and what helps. Says nothing while all is well. */
export function LineBanner({ desk, openOptions }: { desk: Desk; openOptions: () => void }) {
  const registration = desk.state.value?.account.registration;
  if (desk.link.value.state !== "ready" || registration === undefined) return null;
  // Somebody who has just tried to call reads at the same place why it could not be.
  const refused = desk.failure.value === "line-not-registered";
  const setUp = (
    <Button small onClick={openOptions}>
      {t("panel:dock.preferences")}
    </Button>
  );
  switch (registration.state) {
    case "registering":
    case "registered":
      return null;
    case "none":
      return (
        <Banner tone="warn" icon={UserRound} title={t("account:missing.title")} actions={setUp}>
          {t("account:missing.text")}
        </Banner>
      );
    case "waiting":
    case "refused":
      return (
        <Banner
          tone={registration.state === "refused" ? "bad" : "warn"}
          icon={PhoneOff}
          title={t(refused ? "failures:line-not-registered" : "account:unregistered")}
          actions={
            <>
              <Button small onClick={() => void desk.ask("account.register", null)}>
                {t("account:retry")}
              </Button>
              {setUp}
            </>
          }
        >
          {t(`account:reason.${registration.reason}`)}
        </Banner>
      );
  }
}
