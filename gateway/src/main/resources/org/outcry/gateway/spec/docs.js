"use strict";

// Renders the OpenAPI document that its page names. Everything is put in as text, never as markup.

const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const json = (value) => element("pre", {}, JSON.stringify(value, null, 2));

const resolve = (document, node) => {
  let found = node;
  while (found && found.$ref) {
    found = found.$ref.slice(2).split("/").reduce((at, key) => at[key], document);
  }
  return found ?? {};
};

const typeOf = (document, given) => {
  if (given.$ref) return given.$ref.split("/").pop();
  const schema = resolve(document, given);
  if (schema.type === "array") return `${typeOf(document, schema.items ?? {})}[]`;
  if (schema.oneOf ?? schema.anyOf) return (schema.oneOf ?? schema.anyOf).map((each) => typeOf(document, each)).join(" or ");
  return [schema.type ?? "object"].flat().join(" or ");
};

const table = (headings, rows) => {
  const head = element("tr", {}, ...headings.map((text) => element("th", {}, text)));
  const body = rows.map((row) => element("tr", {}, ...row.map((text) => element("td", {}, text))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
};

const about = (schema) => {
  const words = [];
  if (schema.enum && schema.enum.length > 1) words.push(`one of ${schema.enum.join(", ")}`);
  if (schema.default !== undefined) words.push(`default ${schema.default}`);
  if (schema.minimum !== undefined) words.push(`at least ${schema.minimum}`);
  if (schema.maximum !== undefined) words.push(`at most ${schema.maximum}`);
  return words.length ? ` (${words.join("; ")})` : "";
};

const fields = (document, given) => {
  const schema = resolve(document, given);
  if (schema.type === "array") return fields(document, schema.items ?? {});
  const parts = schema.allOf ?? (schema.oneOf ?? schema.anyOf)?.slice(0, 1) ?? [];
  const own = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    name,
    typeOf(document, property) + ((schema.required ?? []).includes(name) ? ", always" : ""),
    (property.description ?? resolve(document, property).description ?? "") + about(resolve(document, property)),
  ]);
  return parts.flatMap((part) => fields(document, part)).concat(own);
};

const operation = (document, path, method, described) => {
  const section = element("section", { id: described.operationId });
  section.append(
    element("h2", {}, described.operationId, element("span", { class: "scope" }, described["x-scope"] ?? "")),
    element("p", { class: "route" }, element("span", { class: "method" }, method.toUpperCase()), path),
    element("p", {}, described.summary + "."),
  );
  const parameters = (described.parameters ?? []).map((each) => resolve(document, each)).map((each) => [
    each.name,
    `${each.in}, ${typeOf(document, each.schema)}${each.required ? ", required" : ""}`,
    (each.description ?? "") + about(each.schema),
  ]);
  if (parameters.length) section.append(table(["Parameter", "Type", "Meaning"], parameters));
  const body = described.requestBody?.content["application/json"];
  if (body) {
    const schema = resolve(document, body.schema);
    const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      typeOf(document, property) + ((schema.required ?? []).includes(name) ? ", required" : ""),
      (property.description ?? "") + about(resolve(document, property)),
    ]);
    section.append(table(["Body", "Type", "Meaning"], rows), json(body.example ?? schema.examples?.[0]));
  }
  const answers = element("details", {}, element("summary", {}, "Answer"));
  const good = Object.values(described.responses["200"].content)[0];
  answers.append(table(["Member", "Type", "Meaning"], fields(document, good.schema)), json(good.example ?? {}));
  section.append(answers);
  const refusals = element("details", {}, element("summary", {}, "Errors"));
  const rows = Object.entries(described.responses).filter(([status]) => status !== "200").flatMap(([status, response]) =>
    resolve(document, response).description.split("\n").map((line) => [status, line.replace(/^- /, "")]));
  refusals.append(table(["Status", "Error"], rows));
  section.append(refusals);
  return section;
};

const render = (specification) => {
  document.getElementById("summary").textContent = specification.info.summary;
  const index = document.getElementById("index");
  const main = document.getElementById("operations");
  const all = Object.entries(specification.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ path, method, described })));
  for (const tag of specification.tags) {
    index.append(element("li", { class: "tag" }, tag.name));
    for (const { path, method, described } of all.filter((each) => each.described.tags[0] === tag.name)) {
      index.append(element("li", {}, element("a", { href: `#${described.operationId}` }, described.operationId)));
      main.append(operation(specification, path, method, described));
    }
  }
  document.getElementById("filter").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const item of index.querySelectorAll("li:not(.tag)")) {
      item.hidden = !item.textContent.toLowerCase().includes(wanted);
    }
  });
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
};

fetch(document.documentElement.dataset.specification)
  .then((answer) => answer.json())
  .then(render)
  .catch((failure) => {
    document.getElementById("summary").textContent = `The specification could not be shown: ${failure}`;
  });
