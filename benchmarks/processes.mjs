// The peer: npm's bpmn-engine with the same flow, its XML parsed once, in this process; then ours natively and in node, as ratios.
import { execFileSync } from "node:child_process";
import path from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(here, "processes/package.json"));
const { Engine } = require("bpmn-engine");
const BpmnModdle = require("bpmn-moddle");
const native = process.env.POTOK_NATIVE ?? path.join(here, "../build/native");
const wasm = process.env.POTOK_WASM ?? path.join(here, "../build/wasm");
const tasks = 5, instances = 300;

const task = (i) => `<scriptTask id="task${i}" scriptFormat="js"><script><![CDATA[environment.variables.n = (environment.variables.n ?? 0) + 1; next();]]></script></scriptTask>
  <sequenceFlow id="f${i}" sourceRef="${i === 1 ? "start" : `task${i - 1}`}" targetRef="task${i}"/>`;
const source = `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="d" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://bpmn.io/schema/bpmn">
 <process id="p" isExecutable="true">
  <startEvent id="start"/>
  ${Array.from({ length: tasks }, (_, i) => task(i + 1)).join("\n")}
  <exclusiveGateway id="which" default="fo"/>
  <sequenceFlow id="fw" sourceRef="task${tasks}" targetRef="which"/>
  <sequenceFlow id="fe" sourceRef="which" targetRef="end"><conditionExpression xsi:type="tFormalExpression" language="js"><![CDATA[next(null, environment.variables.n >= 5)]]></conditionExpression></sequenceFlow>
  <sequenceFlow id="fo" sourceRef="which" targetRef="other"/>
  <endEvent id="end"/><endEvent id="other"/>
 </process>
</definitions>`;

const moddle = BpmnModdle.BpmnModdle ? new BpmnModdle.BpmnModdle() : new (BpmnModdle.default ?? BpmnModdle)();
const moddleContext = await moddle.fromXML(source);
async function run() {
  const engine = new Engine({ name: "bench", moddleContext });
  const ended = new Promise((resolve, reject) => {
    engine.once("end", resolve);
    engine.once("error", reject);
  });
  const execution = await engine.execute();
  await ended;
  const [process_] = execution.getState().definitions[0].execution.processes;
  if (execution.environment.variables.n !== tasks && process_.environment.variables.n !== tasks) throw new Error("the flow did not run");
}
for (let i = 0; i < 30; ++i) await run();
const begin = performance.now();
for (let i = 0; i < instances; ++i) await run();
const peer = instances / ((performance.now() - begin) / 1000);
console.log(JSON.stringify({ figure: "bpmn-engine: instances a second, in memory, no history", value: peer, unit: "1/s", goal: null, holds: null, peer: null, ratio: null }));

for (const [where, command, args, goal] of [["native", path.join(native, "bench-processes"), [], 100], ["wasm", process.execPath, [path.join(wasm, "bench-processes.js")], null]]) {
  const lines = execFileSync(command, args, { encoding: "utf8" }).trim().split("\n").map((line) => JSON.parse(line));
  const ours = lines.find(({ figure }) => figure.startsWith("instances a second")).value;
  console.log(JSON.stringify({ figure: `instances a second, times bpmn-engine's (${where})`, value: ours / peer, unit: "×", goal, holds: goal && ours / peer >= goal, peer, ratio: ours / peer }));
}
