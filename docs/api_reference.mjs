// Reads a buf image (JSON, with source info) on stdin and writes the API reference as Markdown.
import { readFileSync } from "node:fs";

const ourPackage = "plenary.v1";
const image = JSON.parse(readFileSync(0, "utf8"));
const files = image.file
  .filter((file) => file.package === ourPackage)
  .sort((a, b) => (a.name < b.name ? -1 : 1));

// The paths of SourceCodeInfo are field numbers of descriptor.proto.
const kMessages = 4, kEnums = 5, kServices = 6;
const kField = 2, kNestedMessages = 3, kNestedEnums = 4, kMethod = 2, kValue = 2;

function commentsOf(file) {
  const found = new Map();
  for (const { path, leadingComments } of file.sourceCodeInfo?.location ?? []) {
    if (leadingComments) found.set(path.join("."), leadingComments.replace(/^ /gm, "").trim());
  }
  return (...path) => found.get(path.join(".")) ?? "";
}

const oneLine = (text) => text.replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|");
const anchor = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replace(/ /g, "-");
const headings = new Set();

function heading(level, text) {
  // A reader's link must lead to one place.
  if (headings.has(anchor(text))) throw new Error(`two headings read "${text}"`);
  headings.add(anchor(text));
  return `${"#".repeat(level)} ${text}\n`;
}

function link(typeName) {
  const name = typeName.replace(/^\./, "");
  if (!name.startsWith(`${ourPackage}.`)) return `\`${name}\``;
  const local = name.slice(ourPackage.length + 1);
  return `[${local}](#${anchor(local)})`;
}

function mapEntryOf(field, message) {
  const entry = (message.nestedType ?? []).find((nested) => field.typeName?.endsWith(`.${nested.name}`));
  return entry?.options?.mapEntry ? entry : undefined;
}

function scalarOrLink(field) {
  return field.typeName ? link(field.typeName) : field.type.replace("TYPE_", "").toLowerCase();
}

function typeOf(field, message) {
  const entry = mapEntryOf(field, message);
  if (entry) return `map of ${scalarOrLink(entry.field[0])} to ${scalarOrLink(entry.field[1])}`;
  const type = scalarOrLink(field);
  if (field.label === "LABEL_REPEATED") return `repeated ${type}`;
  if (field.proto3Optional) return `optional ${type}`;
  if (field.oneofIndex !== undefined) return `${type}, one of \`${message.oneofDecl[field.oneofIndex].name}\``;
  return type;
}

const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

function rangeOf({ min, max }) {
  if (min !== undefined && max !== undefined) return `${number(min)} to ${number(max)}`;
  if (min !== undefined) return `${number(min)} or more`;
  return `${number(max)} or less`;
}

function rulesOf(field) {
  const rules = field.options?.[`[${ourPackage}.rules]`] ?? {};
  const said = [];
  if (rules.maxBytes) said.push(`at most ${number(rules.maxBytes)} bytes`);
  if (rules.maxItems) said.push(`at most ${number(rules.maxItems)} items`);
  if (rules.min !== undefined || rules.max !== undefined) said.push(rangeOf(rules));
  if (rules.namePatterns) said.push(rules.namePatterns.map((pattern) => `\`${pattern}\``).join(" or "));
  if (rules.wildcardParent) said.push("`-` stands for any id");
  if (rules.chosenId) said.push("1–63 of a–z, 0–9, `-`, a letter first");
  if (rules.countryCode) said.push(rules.orSubdivision ? "ISO 3166-1 or 3166-2 code" : "ISO 3166-1 code");
  if (rules.languageTag) said.push("BCP 47 tag");
  if (rules.timeZone) said.push("IANA time zone");
  if (rules.secretariat) said.push("set by the secretariat alone");
  if (rules.secret) said.push("secret: kept nowhere");
  return said.join("; ");
}

function enumSection(enumeration, name, level, comment, commentOfValue) {
  const rows = enumeration.value.map((value, index) =>
    `| \`${value.name}\` | ${value.number ?? 0} | ${oneLine(commentOfValue(index))} |`);
  return [heading(level, name), comment, "", "| value | number | meaning |", "|---|---|---|", ...rows, ""];
}

function messageSection(message, name, path, comments, level) {
  const lines = [heading(level, name), comments(...path), ""];
  const rows = (message.field ?? []).map((field, index) =>
    `| \`${field.name}\` | ${field.number} | ${typeOf(field, message)} | ${rulesOf(field)} | ` +
    `${oneLine(comments(...path, kField, index))} |`);
  if (rows.length > 0) {
    lines.push("| field | number | type | limits | meaning |", "|---|---|---|---|---|", ...rows, "");
  }
  (message.enumType ?? []).forEach((enumeration, index) => {
    const at = [...path, kNestedEnums, index];
    lines.push(...enumSection(enumeration, `${name}.${enumeration.name}`, level + 1, comments(...at),
                              (value) => comments(...at, kValue, value)));
  });
  (message.nestedType ?? []).forEach((nested, index) => {
    if (nested.options?.mapEntry) return;
    lines.push(...messageSection(nested, `${name}.${nested.name}`, [...path, kNestedMessages, index],
                                 comments, level + 1));
  });
  return lines;
}

const accessOf = (method) => method.options?.[`[${ourPackage}.access]`];

// Where a role must be held, as the table says it.
function placeOf({ reach, on, otherwise }) {
  const paths = [...(on ?? []), ...(otherwise ?? [])].map((path) => `\`${path}\``).join(", ");
  const places = {
    RESOURCE: `on ${paths}`,
    ANYWHERE: "anywhere",
    INSTALLATION: "the installation",
    SELF: `oneself in ${paths}, else the installation`,
    SIGNED_IN: "signed in",
    EVERYBODY: "everybody",
  };
  return places[reach];
}

// What a caller needs, in words.
function rolesOf(access) {
  if (access.reach === "EVERYBODY") return "no credential";
  if (access.reach === "SIGNED_IN") return "any credential";
  const roles = access.anyRole ? "any role" : access.roles.map((role) => `\`${role}\``).join(" or ");
  return `${roles}: ${placeOf(access)}`;
}

function rolesSection() {
  const file = files.find(({ name }) => name.endsWith("/options.proto"));
  const roles = file.enumType.find(({ name }) => name === "Role").value.slice(1).map(({ name }) => name);
  const row = (name, access) => {
    const takesNone = ["SIGNED_IN", "EVERYBODY"].includes(access.reach);
    const cells = roles.map((role) =>
      takesNone || access.anyRole || (access.roles ?? []).includes(role) ? "yes" : "");
    return `| ${name} | ${placeOf(access)} | ${cells.join(" | ")} |`;
  };
  const rows = services.flatMap((service) => service.method.map((method) => {
    const name = `${service.name}.${method.name}`;
    return row(`[${name}](#${anchor(name)})`, accessOf(method));
  }));
  return [
    heading(2, "Who may call what"),
    "Where a method takes one of several roles, one is enough; it counts where it is bound and for all that",
    "lies there. *On* a field: the role must be held on what that field of the request names, or on something it",
    "lies in. *Anywhere*: the role may be bound anywhere, and the answer holds only what the caller sees. Whatever",
    "else a request names must be seen by the caller: what is not seen is answered as what does not exist. See",
    "[access.md](access.md).",
    "",
    `| method | where | ${roles.join(" | ")} |`, `|---|---|${roles.map(() => "---|").join("")}`,
    ...rows,
    row("`google.longrunning.Operations`, all methods: one's own", { reach: "ANYWHERE", anyRole: true }), "",
  ];
}

function methodSection(method, service, comment) {
  const answer = `${method.serverStreaming ? "stream of " : ""}${link(method.outputType)}`;
  const lines = [heading(4, `${service}.${method.name}`), `${link(method.inputType)} → ${answer}`, ""];
  const operation = method.options?.["[google.longrunning.operation_info]"];
  if (operation) {
    lines.push(`When done: ${link(`.${ourPackage}.${operation.responseType}`)}; meanwhile: ` +
               `${link(`.${ourPackage}.${operation.metadataType}`)}.`, "");
  }
  if (method.options?.idempotencyLevel === "NO_SIDE_EFFECTS") lines.push("Changes nothing; safe to repeat.", "");
  lines.push(`Takes ${rolesOf(accessOf(method))}.`, "");
  lines.push(comment, "");
  return lines;
}

function serviceSection(service, index, comments) {
  const lines = [heading(3, service.name), comments(kServices, index), ""];
  service.method.forEach((method, at) =>
    lines.push(...methodSection(method, service.name, comments(kServices, index, kMethod, at))));
  return lines;
}

// "FAILED_PRECONDITION: the delegation has …" → [code, meaning].
function reasonRow(value, comment) {
  const match = /^([A-Z_]+): ([^]*)$/.exec(comment);
  const [code, meaning] = match ? [`\`${match[1]}\``, match[2]] : ["", comment];
  return `| \`${value.name.replace(/^ERROR_REASON_/, "")}\` | ${code} | ${oneLine(meaning)} |`;
}

function reasonsSection() {
  const file = files.find(({ name }) => name.endsWith("/error_reason.proto"));
  const comments = commentsOf(file);
  const index = file.enumType.findIndex(({ name }) => name === "ErrorReason");
  const rows = file.enumType[index].value
    .map((value, at) => ({ value, comment: comments(kEnums, index, kValue, at) }))
    .filter(({ value }) => value.number)
    .map(({ value, comment }) => reasonRow(value, comment));
  return [heading(2, "Error reasons"), comments(kEnums, index), "",
          "| reason | code | meaning |", "|---|---|---|", ...rows, ""];
}

function typesSection(file) {
  const comments = commentsOf(file);
  const lines = [];
  (file.messageType ?? []).forEach((message, index) =>
    lines.push(...messageSection(message, message.name, [kMessages, index], comments, 3)));
  (file.enumType ?? []).forEach((enumeration, index) => {
    if (enumeration.name === "ErrorReason") return;
    lines.push(...enumSection(enumeration, enumeration.name, 3, comments(kEnums, index),
                              (value) => comments(kEnums, index, kValue, value)));
  });
  return lines;
}

const services = files.flatMap((file) => file.service ?? []);
const page = [
  heading(1, "API reference"),
  "Generated from `proto/plenary/v1/` by `docs/generate`; what holds for every method (paging, filters,",
  "etags, request ids, errors) is in [api_conventions.md](api_conventions.md).",
  "",
  "Where no limit is shown a text has at most 4,096 bytes and a list at most 1,000 items.",
  "",
  ...services.map(({ name, method }) => `- [${name}](#${anchor(name)}): ` +
    method.map(({ name: verb }) => `[${verb}](#${anchor(`${name}.${verb}`)})`).join(", ")),
  "- [Who may call what](#who-may-call-what)",
  "- [Error reasons](#error-reasons)",
  "- [Messages](#messages)",
  "",
  heading(2, "Services"),
  ...files.flatMap((file) => {
    const comments = commentsOf(file);
    return (file.service ?? []).flatMap((service, index) => serviceSection(service, index, comments));
  }),
  ...rolesSection(),
  ...reasonsSection(),
  heading(2, "Messages"),
  ...files.flatMap(typesSection),
];
process.stdout.write(`${page.join("\n").replace(/\n{3,}/g, "\n\n").trim()}\n`);
