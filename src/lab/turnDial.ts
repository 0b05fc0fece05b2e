import { batch, signal } from '@preact/signals';
import type { Scenario } from '../domain/scenario.ts';
import type { Floor } from '../timeline/floor.ts';
import { ask } from './ask.ts';
import { faults, origin, playWhole, scenario, seq, showBeginning, text, verdict, view, writeLink } from './session.ts';

/** The floor that came with the last turn of a dial, for the question of its key. */
export const turnedFloor = signal<{ readonly key: string; readonly floor: Floor } | null>(null);

/**
 * A scenario as a dial leaves it: the theory, the beginning of the run and what is drawn of both come in one answer, the latest
 * turn's; when the dial is let go (not `brief`) the whole run follows. Refused scenarios show their faults and change nothing else.
 */
export const turnDial = async (changed: Scenario, brief: boolean): Promise<void> => {
  try {
    const question = { scenario: changed, seq: seq.peek(), drawsFloor: view.peek() === 'floor' };
    const turned = await ask('turn', question, 'dials');
    if (turned === null) return;
    if ('faults' in turned) {
      faults.value = turned.faults;
      return;
    }
    batch(() => {
      faults.value = [];
      text.value = null;
      origin.value = { kind: 'scenario', name: turned.scenario.name };
      scenario.value = turned.scenario;
      turnedFloor.value = turned.floor;
      showBeginning(turned.events);
      if (!brief) playWhole(turned.scenario);
    });
  } catch (error) {
    verdict.value = { good: false, text: error instanceof Error ? error.message : String(error), stateHash: null };
  }
  if (!brief) await writeLink(JSON.stringify(changed));
};
