"""Prints what the tests did, a row a module, from Surefire's reports, and which failed with what; the last line counts them all."""
import glob
import os
import sys
import xml.etree.ElementTree as xml

home = sys.argv[1]
total = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
broken = []
print(f"\n{'module':<10} {'tests':>6} {'failed':>7} {'skipped':>8} {'seconds':>8}")
for module in sorted(os.listdir(home)):
    reports = glob.glob(os.path.join(home, module, "target", "surefire-reports", "TEST-*.xml"))
    if not reports:
        continue
    row, seconds = dict.fromkeys(total, 0), 0.0
    for report in reports:
        suite = xml.parse(report).getroot()
        seconds += float(suite.get("time", "0").replace(",", ""))
        for key in row:
            row[key] += int(suite.get(key, "0"))
        for case in suite.iter("testcase"):
            for trouble in [*case.findall("failure"), *case.findall("error")]:
                said = (trouble.get("message") or trouble.get("type") or "").strip()
                broken.append(f"{case.get('classname').rpartition('.')[2]}.{case.get('name')}: {said[:2000]}")
    for key in total:
        total[key] += row[key]
    print(f"{module:<10} {row['tests']:>6} {row['failures'] + row['errors']:>7} {row['skipped']:>8} {seconds:>8.1f}")
for line in broken:
    print(f"\n{line}")
failed = total["failures"] + total["errors"]
print(f"\n{total['tests'] - failed - total['skipped']} passed, {failed} failed, {total['skipped']} skipped")
sys.exit(1 if failed or not total["tests"] else 0)
