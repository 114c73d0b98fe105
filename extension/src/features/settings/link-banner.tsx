import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Link } from "../../companion/companion.ts";
import { t, type TextKey } from "../../texts.ts";
import { Banner } from "../../ui/banner.tsx";
import { Button } from "../../ui/button.tsx";
import { Link2, PlugZap, RefreshCw } from "../../ui/icons.ts";

/** Why this page cannot show what is true now, and what helps. Says nothing while the link stands. */
export function LinkBanner({ link, openWelcome }: { link: Link; openWelcome: () => void }) {
  switch (link.state) {
    case "ready":
      return null;
    case "searching":
      return <Searching key={link.since} />;
    case "unpaired":
      return <Unpaired refusal={link.refusal} openWelcome={openWelcome} />;
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

type Refusal = Extract<Link, { state: "unpaired" }>["refusal"];

function Unpaired(props: { refusal: Refusal; openWelcome: () => void }) {
  const { refusal, openWelcome } = props;
  return (
    <Banner
      tone="warn"
      icon={Link2}
      title={t("panel:unpaired.title")}
      actions={
        <Button kind="accent" small data-testid="open-welcome" onClick={openWelcome}>
          {t("panel:unpaired.open")}
        </Button>
      }
    >
      {t(whyUnpaired(refusal))}
    </Banner>
  );
}

function whyUnpaired(refusal: Refusal): TextKey {
  if (refusal === null) return "panel:unpaired.text";
  return refusal === "other-companion" ? "panel:unpaired.other-companion" : `refusals:${refusal}`;
}
