// What our editor takes from CodeMirror, as one file without imports. How to build it anew: CONTRIBUTING.md.
export { EditorState, Compartment } from "@codemirror/state";
export {
  EditorView, keymap, lineNumbers, drawSelection, highlightActiveLine, placeholder,
} from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, toggleComment } from "@codemirror/commands";
export {
  StreamLanguage, HighlightStyle, syntaxHighlighting, bracketMatching, indentUnit, syntaxTree,
} from "@codemirror/language";
export { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, startCompletion, acceptCompletion, completionStatus } from "@codemirror/autocomplete";
export { linter, forceLinting, lintKeymap, setDiagnostics } from "@codemirror/lint";
export { tags } from "@lezer/highlight";
export { sparql } from "@codemirror/legacy-modes/mode/sparql";
