import { IconCheck, IconFilterSearch, IconPlus, IconTicket, IconUsers } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { RequestFailed } from '../api/problem';
import { Avatar } from '../parts/Avatar';
import { Bar } from '../parts/Bar';
import { Button } from '../parts/Button';
import { CommandDialog } from '../parts/CommandDialog';
import { Empty } from '../parts/Empty';
import { Failed } from '../parts/Failed';
import { HoldButton } from '../parts/HoldButton';
import { Kbd } from '../parts/Kbd';
import { Section } from '../parts/Section';
import { ShownOnce } from '../parts/ShownOnce';
import { Skeleton } from '../parts/Skeleton';
import { CONSENTS, ORDER_STATES, PRIORITIES, STAGES, Status } from '../parts/status';
import { toast, toastFailure } from '../parts/toast';
import { AsOfRail } from '../record/AsOfRail';
import { Event } from '../record/Event';
import { FieldRow } from '../record/FieldRow';
import classes from './catalogue.module.css';

const REFUSED = new RequestFailed(422, {
  type: 'urn:crm:problem:impossible',
  errors: [{ field: 'phone', message: 'Two digits are missing for China (+86).' }] as never,
});
const CONFLICT = { theirs: 'Purchasing director', who: 'Marco', when: new Date(Date.now() - 20_000).toISOString() };
const HISTORY = [1, 3, 4, 9, 10, 30, 90, 200].map((days) => ({
  recordedAt: new Date(Date.now() - days * 86_400_000).toISOString(),
}));

const fine = () => new Promise<void>((done) => setTimeout(done, 400));
const refuse = (failure: RequestFailed) => () => Promise.reject(failure);

/** For developers: every part in every state. Screens are built from these. Texts here are English only. */
export function Catalogue() {
  const [asOf, setAsOf] = useState<string>();
  const [dialog, showDialog] = useState(false);
  return (
    <>
      <Bar title="Parts and states">
        <span className="t3">every screen is built from these</span>
      </Bar>
      <AsOfRail history={HISTORY} asOf={asOf} show={setAsOf} changed={2} />
      <div className={`body ${classes.parts}`}>
        <div>
          <Section title="Field row">
            <FieldRow label="At rest">Procurement director</FieldRow>
            <FieldRow label="Editable" edit={editing(fine)}>
              Buyer
            </FieldRow>
            <FieldRow label="Refused" edit={editing(refuse(REFUSED))}>
              Buyer
            </FieldRow>
            <FieldRow label="Conflict" edit={editing(refuse(new RequestFailed(412)))}>
              Buyer
            </FieldRow>
            <FieldRow label="Changed" changed>
              Purchasing manager
            </FieldRow>
            <FieldRow label="Not for you" hidden />
            <FieldRow label="Empty" edit={editing(fine)} />
          </Section>
          <Section title="Status words">
            <Words of={STAGES} text={(word) => `customers.stage.${word}`} />
            <Words of={ORDER_STATES} text={(word) => `orders.state.${word}`} />
            <Words of={PRIORITIES} text={(word) => `tickets.priority.${word}`} />
            <Words of={CONSENTS} text={(word) => `customers.consent.${word}`} />
          </Section>
          <Section title="Buttons">
            <Row>
              <Button kind="ink" keys="mod+Enter">
                Save
              </Button>
              <Button>Second</Button>
              <Button kind="quiet">Quiet</Button>
              <Button kind="jade">Offered</Button>
              <Button kind="danger">Erase</Button>
              <Button icon={IconPlus} aria-label="Add" />
              <Button closed="2 required steps open">Resolve</Button>
            </Row>
          </Section>
          <Section title="People and organisations">
            <Row>
              <Avatar id="1" name="陈雨婷" size="l" />
              <Avatar id="2" name="Chen Yuting" size="m" />
              <Avatar id="3" name="Harbour Hotels" organization />
              <Kbd keys="mod+K" />
            </Row>
          </Section>
        </div>
        <div>
          <Section title="Lists: loading">
            <Skeleton rows={4} />
          </Section>
          <Section title="First use, nothing found, failed">
            <Empty icon={IconUsers} title="No customers yet" why="What is recorded appears here.">
              <Button kind="ink">New customer</Button>
            </Empty>
            <Empty icon={IconFilterSearch} title="Nothing matches all filters" why="Without “Owner” it would be 18.">
              <Button kind="ink">Drop that filter</Button>
            </Empty>
            <Failed error={new RequestFailed(503, { traceId: '4bf92f3577b3' })} what="Orders" again={() => undefined} />
          </Section>
        </div>
        <div>
          <Section title="A form the server refuses">
            <Button onClick={() => showDialog(true)}>Open</Button>
            {dialog && (
              <CommandDialog
                title="New customer"
                action="Save"
                fields={[
                  { name: 'phone', label: 'customers.field.phone', initial: '+86 139 6004 77' },
                  { name: 'note', label: 'interactions.field.content', kind: 'area' },
                ]}
                send={refuse(REFUSED)}
                close={() => showDialog(false)}
              />
            )}
          </Section>
          <Section title="Done, and can be undone">
            <Row>
              <Button icon={IconCheck} onClick={() => toast('Job title saved', () => toast('Undone'))}>
                Toast
              </Button>
              <Button onClick={() => toastFailure(new RequestFailed(0))}>Failure</Button>
            </Row>
          </Section>
          <Section title="Done, and nothing brings it back">
            <Row>
              <HoldButton run={() => toast('Sent again')}>Send again</HoldButton>
            </Row>
          </Section>
          <ShownOnce title="Password given just now" secret="k7mf-qt3p-9wxa" why="Only its hash is kept." />
          <Section title="Timeline">
            <ol className="tl">
              <Event icon={IconTicket} hue="amber" title="T-20958 opened" detail="Complaint" when="09:31">
                <p className="sm t2">Steam wand drips</p>
              </Event>
              <Event icon={IconUsers} hue="grey" title="Registered" when="08:00" />
            </ol>
          </Section>
        </div>
      </div>
    </>
  );
}

const editing = (save: () => Promise<void>) => ({ value: 'Buyer', save, reread: () => Promise.resolve(CONFLICT) });

function Row({ children }: { children: ReactNode }) {
  return <div className={`row g2 ${classes.wrap}`}>{children}</div>;
}

interface WordsProps<Word extends string> {
  of: Record<Word, Parameters<typeof Status>[0]['look']>;
  text: (word: Word) => Parameters<typeof Status>[0]['text'];
}

function Words<Word extends string>({ of, text }: WordsProps<Word>) {
  return (
    <Row>
      {(Object.keys(of) as Word[]).map((word) => (
        <Status key={word} look={of[word]} text={text(word)} />
      ))}
    </Row>
  );
}
