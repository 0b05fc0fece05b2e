import { type EditTarget, editTarget } from '../engine/edits.ts';
import { secretOfEdit } from './privateFields.ts';
import * as is from './shapes.ts';

const VALUES: { readonly [K in EditTarget['kind']]: is.Shape } = {
  demand: is.number,
  report: is.number,
  type: is.number,
  endowments: is.perAgent,
  state: is.text,
  forward: is.record({ rule: is.text }),
  spot: is.record({ mechanism: is.text }),
  cycles: is.count,
  discount: is.number,
  carry: is.oneOf('allocation', 'reset'),
  strategy: is.record({ strategy: is.text }),
};

/** The edits of a fork; `secret` makes the shape of an agent's secret into that of what a line holds in its place. */
export function editsShape(secret: (shape: is.Shape) => is.Shape): is.Shape {
  return is.listOf((edit, roster) => {
    if (!is.isPlainObject(edit)) return `: expected a path and a value, got ${is.shown(edit)}`;
    const { path, value, ...rest } = edit as { readonly path?: unknown; readonly value?: unknown };
    const target = typeof path === 'string' ? editTarget(path) : null;
    if (target === null) return `.path: ${is.shown(path)} is nothing that can be set`;
    const stranger = 'agent' in target ? is.agentId(target.agent, roster) : null;
    if (stranger !== null) return `.path${stranger}`;
    const [extra] = Object.keys(rest);
    if (extra !== undefined) return `.${extra}: this program knows no such field`;
    const shape = VALUES[target.kind];
    const wrong = (secretOfEdit(path as string) === null ? shape : secret(shape))(value, roster);
    return wrong === null ? null : `.value${wrong}`;
  });
}
