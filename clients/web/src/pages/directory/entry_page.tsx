import { Alert, Button, Menu } from "@mantine/core";
import { IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useChange } from "../../api/change.ts";
import { notifyDone, notifyRefused } from "../../parts/notify.ts";
import { Page } from "../../parts/page.tsx";
import style from "./directory.module.css";
import { useDirectoryRights } from "./rights.ts";

type Call = (request: { name: string; requestId: string }) => Promise<unknown>;

interface EntryPageProps {
  // What it is, by the words about it.
  entry: "person" | "organization";
  name: string;
  // How the reader calls it.
  called: string;
  lead: string;
  isDeleted: boolean;
  mayWrite: boolean;
  remove: Call;
  restore: Call;
  children: ReactNode;
}

// Who or what the directory knows: changed, deleted, and taken back, by whoever may.
export function EntryPage({ entry, name, called, lead, isDeleted, mayWrite, remove, restore, children }: EntryPageProps) {
  const { t } = useTranslation("directory");
  const { removes } = useDirectoryRights();
  const change = useChange("all");
  const bringBack = async () => void (await change({ restore: name }, (requestId) => restore({ name, requestId })));
  const onDelete = async () => {
    try {
      await change({ remove: name }, (requestId) => remove({ name, requestId }));
      notifyDone(t(`${entry}.deleted`, { name: called }), bringBack);
    } catch (error) {
      notifyRefused(error);
    }
  };
  return (
    <Page
      title={called}
      lead={lead}
      actions={
        !isDeleted && (
          <>
            {removes && (
              <Menu>
                <Menu.Target>
                  <Button variant="default" px={10} aria-label={t(`${entry}.more`)}>
                    <IconDots size={18} aria-hidden />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item color="red" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => void onDelete()}>
                    {t(`${entry}.delete`)}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
            {mayWrite && (
              <Button component={Link} to={`/directory/${name}/edit`} leftSection={<IconPencil size={18} aria-hidden />}>
                {t(`${entry}.edit`)}
              </Button>
            )}
          </>
        )
      }
    >
      {isDeleted && (
        <Alert color="gray" title={t(`${entry}.isDeleted`)}>
          {removes && (
            <Button size="xs" variant="default" onClick={() => void bringBack().catch(notifyRefused)}>
              {t(`${entry}.restore`)}
            </Button>
          )}
        </Alert>
      )}
      <div className={style.columns}>{children}</div>
    </Page>
  );
}
