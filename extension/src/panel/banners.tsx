import { Link2, PlugZap, RefreshCw } from "../ui/icons.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { openPage } from "../browser/pages.ts";
import type { Link } from "../companion/companion.ts";
import { LineBanner } from "../features/account/line-banner.tsx";
import { FailureBanner } from "../features/settings/failure-banner.tsx";
import { Notices } from "../features/settings/notices.tsx";
import { microphoneState } from "../features/sounds/microphone-state.ts";
import { MicrophoneBanner } from "../features/sounds/microphone-banner.tsx";
import type { Page } from "../page.tsx";
import { t } from "../texts.ts";
import { Banner } from "../ui/banner.tsx";
import { Button } from "../ui/button.tsx";

/** Everything that stands between the user and a call, the most basic first; later ones wait until it is settled. */
export function Banners({ page: { desk, microphone, soundMicrophone } }: { page: Page }) {
  const link = desk.link.value;
  if (link.state !== "ready") return <div class="banners">{linkBanner(link)}</div>;
  return (
    <div class="banners">
      <FailureBanner desk={desk} />
      <LineBanner desk={desk} openOptions={() => void openPage("options")} />
      <MicrophoneBanner
        state={microphoneState(microphone.value, soundMicrophone.value)}
        allow={() => void openPage("options")}
      />
      <Notices desk={desk} />
    </div>
  );
}

function linkBanner(link: Exclude<Link, { state: "ready" }>) {
  switch (link.state) {
    case "searching":
      return <Searching key={link.since} />;
    case "unpaired":
      return <Unpaired refusal={link.refusal} />;
    case "outdated":
      return (
        <Banner tone="bad" icon={RefreshCw} title={t("panel:outdated.title")}>
          {t(`panel:outdated.${link.update}`)}
        </Banner>
      );
  }
}

/** A companion that restarts is back in a second; only then is its absence worth a word. */
function Searching() {
  const long = useSignal(false);
  useEffect(() => {
    const timer = setTimeout(() => (long.value = true), 1200);
    return () => clearTimeout(timer);
  }, []);
  if (!long.value) return null;
  return (
    <Banner tone="warn" icon={PlugZap} title={t("panel:searching.title")}>
      {t("panel:searching.text")} <code>npm start</code>
      <br />
      {t("panel:searching.retry")}
    </Banner>
  );
}

function Unpaired({ refusal }: { refusal: Extract<Link, { state: "unpaired" }>["refusal"] }) {
  return (
    <Banner
      tone="warn"
      icon={Link2}
      title={t("panel:unpaired.title")}
      actions={
        <Button kind="accent" small data-testid="open-welcome" onClick={() => void openPage("welcome")}>
          {t("panel:unpaired.open")}
        </Button>
      }
    >
      {refusal === null ? t("panel:unpaired.text") : t(`refusals:${refusal}`)}
    </Banner>
  );
}
