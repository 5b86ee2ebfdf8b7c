// Sample records: a living company, so that every page shows something on the first day.
//
// samples.json tells it as people, records and cases. A case is a record on a pipeline and the legs of its way: what was
// filled in, attached, booked, ticked, and where it was moved, each at a time counted from the day the samples are put in.
// Everything goes in by commands at those times, with the automation at work, so the history is real.
#pragma once

#include "model/workspace.h"
#include "packs/pack.h"

namespace potok::packs {

// Puts the samples in, as if their story had ended `now`. The pack must be installed. Returns how many records of people,
// clients, resources and cases were made; 0 when the pack brings none. errors: pack.samples_present,
// pack.sample_refused with place "samples.json#/cases/3/path/2" and the refusal as detail.
Result<int> put_samples(model::Workspace& ws, const Pack& pack, Instant now);

bool has_samples(const model::Workspace& ws, const Pack& pack);

// Deletes all that put_samples made and what grew from it, reversibly. error: pack.no_samples
Status remove_samples(model::Workspace& ws, const Pack& pack, Instant now);

}  // namespace potok::packs
