import { useSignal } from "@preact/signals";
import { History, SearchX, Users } from "../ui/icons.ts";
import { useRef } from "preact/hooks";
import { t } from "../texts.ts";
import { Empty } from "../ui/banner.tsx";
import { Icon } from "../ui/icon.tsx";

const tabs = [
  { id: "contacts", icon: Users },
  { id: "calls", icon: History },
] as const;
type Tab = (typeof tabs)[number]["id"];

/** The lists under the calls, one at a time; a word in the field looks through them. */
export function Lists({ searching }: { searching: boolean }) {
  const open = useSignal<Tab>("contacts");
  const list = useRef<HTMLDivElement>(null);
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    open.value = open.value === "contacts" ? "calls" : "contacts";
    list.current?.querySelector<HTMLElement>(`#tab-${open.value}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={t("panel:lists")} ref={list} onKeyDown={turn}>
        {tabs.map(({ id, icon }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={open.value === id}
            aria-controls="list"
            tabIndex={open.value === id ? 0 : -1}
            onClick={() => (open.value = id)}
          >
            <Icon node={icon} size={18} />
            {t(`panel:tab.${id}`)}
          </button>
        ))}
      </div>
      <div class="list" id="list" role="tabpanel" aria-labelledby={`tab-${open.value}`}>
        {searching ? (
          <Empty icon={SearchX} title={t("panel:empty.search")} />
        ) : (
          <Empty icon={open.value === "contacts" ? Users : History} title={t(`panel:empty.${open.value}.title`)}>
            {t(`panel:empty.${open.value}.text`)}
          </Empty>
        )}
      </div>
    </>
  );
}
