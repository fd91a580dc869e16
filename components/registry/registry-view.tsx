"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { ActionLink } from "@/components/workplace/button";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { EmptyState } from "@/components/workplace/empty-state";
import { FilterSelect } from "@/components/workplace/filter-select";
import { Drawer } from "@/components/workplace/overlays";
import { SearchField } from "@/components/workplace/search-field";
import type { PrepareStanding } from "./actions";
import { DetailView } from "./detail-view";
import type { Cell, ListRow, RegistryDetail, RegistryList } from "./kinds";
import "./registry.css";

interface RegistryViewProps {
  list: RegistryList;
  /** The one the address opens. */
  detail: RegistryDetail | undefined;
  prepare: PrepareStanding;
}

/** A registry: searched, filtered, sorted by the address; a row opens what there is of it. */
export function RegistryView({ list, detail, prepare }: RegistryViewProps) {
  const t = useTranslations("registry");
  const { kind } = list;
  const [, setOpen] = useQueryState("c", parseAsString.withOptions({ shallow: false, scroll: false }));
  const columns = useMemo((): Column<ListRow>[] => {
    return list.columns.map(({ id, header, ...rest }) => {
      return { id, header, ...rest, cell: ({ cells }) => <CellView cell={cells[id]} /> };
    });
  }, [list.columns]);
  // Remembered, as the record is gone from the address by the time the drawer gives the focus back.
  const [row, setRow] = useState<string>();
  if (detail !== undefined && detail.code !== row) setRow(detail.code);
  if (list.all === 0) return <NothingYet kind={kind} lacks={list.lacks} />;
  return (
    <>
      <div className="wp-tools reg-filters">
        <SearchField label={t(`search.${kind}`)} />
        {list.filters.map(({ field, label, choices }) => (
          <FilterSelect
            key={field}
            field={field}
            label={label}
            choices={choices}
            all={field === "month" ? t("newest") : t("all")}
          />
        ))}
      </div>
      <DataTable
        caption={t(`title.${kind}`, { count: list.total })}
        columns={columns}
        rows={list.rows}
        keyOf={({ code }) => code}
        total={list.total}
        pageSize={list.pageSize}
        onOpen={({ code }) => void setOpen(code)}
        empty={
          <EmptyState
            title={t("none.title")}
            action={<ActionLink href={`/exchange/${kind}`}>{t("none.clear")}</ActionLink>}
          >
            {t("none.text")}
          </EmptyState>
        }
      />
      {list.isPart ? <p className="reg-note">{t("isPart")}</p> : null}
      <Drawer
        open={detail !== undefined}
        onClose={() => void setOpen(null)}
        title={detail?.title ?? ""}
        {...(row === undefined ? {} : { row })}
        width="narrow"
        tools={
          detail ? <ActionLink href={`/exchange/${kind}/${detail.code}`}>{t("ownPage")}</ActionLink> : null
        }
      >
        {detail === undefined ? null : <DetailView detail={detail} prepare={prepare} />}
      </Drawer>
    </>
  );
}

function CellView({ cell }: { cell: Cell | undefined }) {
  if (cell === undefined) return <>—</>;
  const { text, note, href, look } = cell;
  const shown =
    href === undefined ? (
      text
    ) : (
      <Link href={href} prefetch={false}>
        {text}
      </Link>
    );
  const looked =
    look === undefined ? (
      shown
    ) : (
      <span className="reg-look" data-look={look}>
        <span aria-hidden="true">{look === "wrong" ? "✕ " : "◆ "}</span>
        {shown}
      </span>
    );
  if (note === undefined) return <>{looked}</>;
  return (
    <span>
      {looked}
      <span className="reg-note">{note}</span>
    </span>
  );
}

/** Leads to the first step: what has to be there before, else the thing itself, one by one or many at once. */
function NothingYet({ kind, lacks }: Pick<RegistryList, "kind" | "lacks">) {
  const t = useTranslations("registry");
  return (
    <EmptyState
      title={t(`empty.${kind}.title`)}
      action={
        <>
          {lacks.map((one, i) => (
            <ActionLink key={one} look={i === 0 ? "do" : "line"} href={`/exchange/${one}`}>
              {t("first", { what: t(`name.${one}`) })}
            </ActionLink>
          ))}
          <ActionLink look={lacks.length === 0 ? "do" : "line"} href={`/exchange/${kind}/new`}>
            {t(`new.${kind}`)}
          </ActionLink>
          <ActionLink href={`/exchange/${kind}/bulk`}>{t("bulk")}</ActionLink>
        </>
      }
    >
      {t(`empty.${kind}.text`)}
    </EmptyState>
  );
}
