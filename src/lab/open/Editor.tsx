import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { effect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Fault } from '../../../scenarios/fault.ts';
import { ask } from '../ask.ts';
import { faults, openText, origin, scenario, text } from '../session.ts';
import { schemaCompletions } from './schemaCompletions.ts';

/** Milliseconds without a key before what is written is read. */
const PAUSE = 450;

/** A scenario to be typed: completed from the schema, its faults at their lines as the loader words them, played when it has none. */
export const Editor = (): JSX.Element => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = place;
    if (current === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let mine = '';
    // In a shadow root the editor's styles are sheets of its own, which the page's security policy lets be.
    const root = current.shadowRoot ?? current.attachShadow({ mode: 'open' });
    const view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: '',
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          yaml(),
          syntaxHighlighting(highlighting),
          autocompletion({ override: [schemaCompletions] }),
          lintGutter(),
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'Scenario, in YAML', tabindex: '0' }),
          theme,
          replaceSelected,
          EditorView.updateListener.of(({ docChanged, state }) => {
            const written = state.doc.toString();
            if (!docChanged || written === mine) return;
            clearTimeout(timer);
            timer = setTimeout(() => {
              mine = written;
              void openText(written, 'scenario.yaml', true);
            }, PAUSE);
          }),
        ],
      }),
    });
    const show = (written: string): void => {
      mine = written;
      if (view.state.doc.toString() === written) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: written } });
    };
    const stops = [
      // What was opened elsewhere, or set by dials, is what is written here.
      effect(() => {
        const [open, from] = [scenario.value, origin.value];
        if (text.value !== null) {
          if (text.value !== mine) show(text.value);
        } else if (open !== null && from.kind !== 'live')
          void ask('write', { scenario: open }).then(
            (yamlText) => yamlText !== null && text.peek() === null && show(yamlText),
          );
      }),
      effect(() => {
        view.dispatch(
          setDiagnostics(
            view.state,
            faults.value.map((fault) => diagnostic(fault, view.state)),
          ),
        );
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      view.destroy();
    };
  }, []);
  return <div class="editor" ref={place} />;
};

/**
 * Typing over a selection, done by the editor. Left to itself the browser keeps the look of what was there by an inline style, which
 * the page's security policy refuses, and says so in the console.
 */
const replaceSelected = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { inputType, data } = event;
    if (inputType !== 'insertText' || data === null || view.composing || view.state.selection.main.empty) return false;
    view.dispatch({ ...view.state.replaceSelection(data), userEvent: 'input.type', scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

/** From where the fault stands to the end of its line. */
const diagnostic = ({ line, column, path, message }: Fault, { doc }: EditorState): Diagnostic => {
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  const from = Math.min(at.to, at.from + Math.max(0, column - 1));
  return { from, to: Math.max(from, at.to), severity: 'error', message: path === '' ? message : `${path}: ${message}` };
};

const highlighting = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--agent-1)' },
  { tag: tags.comment, color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.string, tags.content], color: 'var(--ink)' },
  { tag: [tags.keyword, tags.meta, tags.labelName], color: 'var(--agent-4)' },
]);

const theme = EditorView.theme({
  '&': { backgroundColor: 'var(--ground)', color: 'var(--ink)', fontSize: '13px', height: '380px' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
  '.cm-content': { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--ground)', color: 'var(--soft)', border: 'none' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--gain) 28%, transparent)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--ground)',
    color: 'var(--ink)',
    border: '1px solid var(--edge)',
    maxWidth: '320px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--ground)' },
  '.cm-completionInfo': { padding: '6px 8px', maxWidth: '260px' },
  // The library's own are images within the style sheet, which the page's security policy does not load.
  '.cm-lint-marker-error': { content: '"●"', color: 'var(--bad)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--bad)' },
  '.cm-diagnostic': { borderLeftColor: 'var(--bad)' },
});
