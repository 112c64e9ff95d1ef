import { REVIEW_FORMATS } from '../../src/report/review';
import { code, html, htmlInMarkdown, mermaidLabel } from '../../src/report/review/escape';
import { plain } from '../../src/report/review/labels';
import { HOSTILE, policy, review } from './states';

const hostile = review({}, {
  users: { [HOSTILE]: { policies: [policy({ Sid: 'Reads', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/<b>`|*' })], groups: [HOSTILE] } },
  groups: { [HOSTILE]: {} },
});

describe('a hostile name', () => {
  test.each(['text', 'markdown', 'html'] as const)('moves no cursor and reorders nothing in %s', (format) => {
    const report = REVIEW_FORMATS[format](hostile).replace(/<(style|script)>[^]*?<\/\1>/g, '');
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(report).toContain('\\u{1b}');
  });

  test('begins no line of its own in text', () => {
    for (const line of REVIEW_FORMATS.text(hostile).split('\n')) expect(line).not.toMatch(/^<script/);
  });

  test('is no element in HTML', () => {
    const page = REVIEW_FORMATS.html(hostile).replace(/<(style|script)>[^]*?<\/\1>/g, '');
    expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;');
    const names = new Set([...page.matchAll(/<([^\s/>!]+)/g)].map(([, name]) => name));
    for (const name of ['img', 'script', 'b>`|*']) expect([...names]).not.toContain(name);
    expect([...page.matchAll(/ href="([^"]*)"/g)].map(([, href]) => href)).toEqual(['#change-0']);
    // an attribute ends where it should
    for (const [, value] of page.matchAll(/="([^"]*)"/g)) expect(value).not.toMatch(/[<>]/);
  });

  test('is code, or a code, in Markdown', () => {
    const bare = REVIEW_FORMATS.markdown(hostile).replace(/```mermaid[^]*?\n```/g, '').split('\n').map((line) => line.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, '')).join('\n');
    expect(bare).not.toMatch(/<img|<script|@team|\]\(https|\*\*b\*\*/);
  });

  test('neither ends the label of a picture nor the picture', () => {
    const [, chart] = /```mermaid\n([^]*?)\n```/.exec(REVIEW_FORMATS.markdown(hostile)) ?? [];
    const lines = chart.split('\n');
    expect(lines[0]).toBe('flowchart LR');
    for (const line of lines.slice(1)) {
      expect(line).toMatch(/^ {2}(?:\w+\[\(?"[A-Za-z0-9 .,/()#;-]*"\)?\]|\w+ (?:==>|-\.->|-->)(?:\|"[A-Za-z0-9 .,/()#;-]*"\|)? \w+|linkStyle \d+ [\w:#,-]+)$/);
    }
  });

  test('is whole in JSON and in SARIF properties, where nothing reads it but programs', () => {
    expect(JSON.parse(REVIEW_FORMATS.json(hostile))).toMatchObject({ gained: [{ principal: { user: HOSTILE } }] });
    expect(JSON.parse(REVIEW_FORMATS.sarif(hostile))).toMatchObject({ runs: [{ results: [{ properties: { principals: [`user ${HOSTILE}`] } }] }] });
  });
});

describe('escaping', () => {
  test.each([
    [plain, 'a\u001b[31m\nb\u202e', 'a\\u{1b}[31m\\u{a}b\\u{202e}'],
    [plain, 'x-\u{F0000}', 'x-(unknown)'],
    [html, '<a href="x">&\'', '&#60;a href=&#34;x&#34;&#62;&#38;&#39;'],
    [code, 'a', '`a`'],
    [code, '`a``', '``` `a`` ```'],
    [code, '', '`  `'],
    [htmlInMarkdown, '*_[x]<', '&#42;&#95;&#91;x&#93;&#60;'],
    [mermaidLabel, 'a"]#;', '"a#34;#93;#35;#59;"'],
    [mermaidLabel, 'x'.repeat(100), `"${'x'.repeat(59)}#8230;"`],
  ])('%p of %j', (escape, text, expected) => {
    expect(escape(text)).toBe(expected);
  });
});
