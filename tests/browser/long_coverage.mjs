// Sites for measurements: one coverage of as many entries as asked for, all of it invented, the same at each call.
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PEOPLE = ['Ada Quill', 'Mia Roe', 'Bo Lund', 'Tom Vell', 'Ines Marrow', 'Jory Penhale', 'Sable Okoro', 'Wim Castell'];
const ROLES = ['harbour master', 'ferry captain', 'baker', 'councillor', 'engineer', 'teacher', 'doctor', 'lifeboat cox'];
const PLACES = ['the north quay', 'Lantern Street', 'the old bridge', 'the school hall', 'the fish market', 'Gull Point'];
const EVENTS = ['The water rises at', 'Crews arrive at', 'Lights go out at', 'The ferry waits off', 'A wall is patched at', 'Sandbags run short at'];
const TOPICS = ['Harbour wall', 'Ferry', 'Power', 'Schools', 'Rescue'];
const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450"><path d="M0 0h800v450H0z" fill="#8fa3ad"/><path d="M0 300q200-80 400 0t400 0v150H0z" fill="#3d5a66"/></svg>';

/** What happens at one moment: front matter and body. */
function entry(at) {
  const pick = (list, step = 1) => list[(at * step) % list.length];
  const minutes = at * 2;
  const clock = `${String(6 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const front = [
    '+++', `published = 2031-03-04T${clock}:00Z`, `headline = "${pick(EVENTS)} ${pick(PLACES, 5)}, report ${at + 1}"`,
    `topics = ["${pick(TOPICS, 3)}"]`, at % 12 === 0 ? 'key = true' : '', at % 3 === 0 ? 'byline = ["Noor Castell"]' : '', '+++',
  ];
  const body = [
    `Crews at ${pick(PLACES, 5)} have counted ${20 + (at % 37)} pumps and ${100 + at} sandbags since the tide turned, and say that the next hour decides whether the lower streets stay dry.`,
    `“We moved what we could before the bell rang ${(at % 9) + 2} times, and the rest is in the hands of the tide,” said ${pick(PEOPLE)}, ${pick(ROLES)}.`,
  ];
  if (at % 4 === 1) body.push(`- the pumps at ${pick(PLACES, 2)} run\n- two roads are closed\n- the hall is open all night`);
  if (at % 5 === 2) body.push(`${pick(PEOPLE, 3)} said that the wall had held through worse nights, and that nobody should go to look at it.`);
  if (at % 8 === 3) body.push(`![The harbour at ${clock}, seen from ${pick(PLACES, 2)}](media/harbour.svg "The harbour at ${clock}")`);
  return `${front.filter(Boolean).join('\n')}\n\n${body.join('\n\n')}\n`;
}

/** Builds a site with `program`: for each count of `counts` a coverage `of-COUNT` with so many entries. */
export async function buildLongSite(program, folder, counts, baseUrl = 'https://example.org/archive/') {
  const site = join(folder, 'site');
  for (const count of counts) {
    const content = join(site, 'content', `of-${count}`);
    await mkdir(join(content, 'media'), { recursive: true });
    await writeFile(join(content, 'coverage.toml'), `title = "A night at the harbour wall, in ${count} reports"\n\n[source]\npublisher = "The Harwick Lantern"\n`);
    await writeFile(join(content, 'media', 'harbour.svg'), PICTURE);
    for (let at = 0; at < count; at += 1) await writeFile(join(content, `${String(at + 1).padStart(3, '0')}.md`), entry(at));
  }
  await writeFile(join(site, 'site.toml'), `title = "The Harwick Lantern, kept"\ndescription = "Live pages of a paper that never was."\nbase_url = "${baseUrl}"\ntime_zone = "UTC"\n`);
  const output = join(folder, 'output');
  const built = spawnSync(program, ['build', '--root', site, '--out', output, '--color', 'never'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  return output;
}
