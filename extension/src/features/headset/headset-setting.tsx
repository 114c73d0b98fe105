import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { askHeadset, followHeadsets, hearsButtons, type Headset } from "../../browser/headset.ts";
import { t } from "../../texts.ts";
import { Button } from "../../ui/button.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Headphones, Plus, Trash2 } from "../../ui/icons.ts";
import { Icon } from "../../ui/icon.tsx";
import { layoutOf } from "./report.ts";
import { hasButtons } from "./wire.ts";

/** Which headsets' buttons may be heard. The browser's own question can be asked from a tab only, and remembers the answer. */
export function HeadsetSetting({ end }: { end: AbortSignal }) {
  return (
    <fieldset class="part" data-testid="headset-buttons">
      <legend>
        <Icon node={Headphones} size={16} />
        {t("headset:title")}
      </legend>
      {hearsButtons() ? <Allowed end={end} /> : <p class="wide">{t("headset:no-browser")}</p>}
    </fieldset>
  );
}

function Allowed({ end }: { end: AbortSignal }) {
  const { present, look } = useMemo(() => followHeadsets(end), [end]);
  return (
    <>
      <p class="wide">{t("headset:aid")}</p>
      {present.value.map((headset, index) => (
        <One key={index} headset={headset} forget={() => void headset.forget().then(look)} />
      ))}
      <div class="actions wide">
        <Button icon={Plus} data-testid="allow-headset" onClick={() => void askHeadset().then(look)}>
          {t("headset:allow")}
        </Button>
        <p role="status">{present.value.length === 0 && t("headset:none")}</p>
      </div>
    </>
  );
}

const tones = { looking: "off", ready: "ok", "no-access": "bad", "no-buttons": "warn" } as const;

function One({ headset, forget }: { headset: Headset; forget: () => void }) {
  const { productName: name, collections } = headset;
  const state = useSignal<keyof typeof tones>("looking");
  useEffect(() => {
    if (!hasButtons(layoutOf(collections))) state.value = "no-buttons";
    else void headset.canOpen().then((can) => (state.value = can ? "ready" : "no-access"));
  }, [headset]);
  return (
    <div class="actions wide">
      <b>{name}</b>
      <span role="status">
        <Chip tone={tones[state.value]}>{t(`headset:state.${state.value}`)}</Chip>
      </span>
      <Button icon={Trash2} aria-label={t("headset:forget-named", { name })} onClick={forget}>
        {t("headset:forget")}
      </Button>
      {state.value === "no-access" && <p>{t("headset:no-access")}</p>}
    </div>
  );
}
