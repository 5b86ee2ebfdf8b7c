// The record types that every workspace has: people, clients, contacts, tasks, comments, resources, bookings, events,
// attachments, messages, notifications, payments, offers, invoices, relations. And the columns that all record types share.
#pragma once

#include "model/catalog.h"

namespace potok::model {

// title, owner, created_at, created_by, deleted_at; on a pipeline also pipeline, stage, stage_since, stage_visit, lost_reason.
void add_common_fields(RecordType& type);

std::vector<RecordType> core_types();
// Offers, invoices, their lines, payment schedules, what payments pay, relations (core_types_money.cpp).
void add_money_types(std::vector<RecordType>& types);

}  // namespace potok::model
