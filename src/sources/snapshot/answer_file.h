// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "sources/snapshot.h"
#include "sources/snapshot/answer_book.h"

namespace inland::sources::snapshot {

/// Adds a file's answers to the book: one, several one after the other, or a list of them. What the
/// file holds instead is a diagnostic.
void read_file(const SnapshotFile& file, AnswerBook& book, Diagnostics& diagnostics);

/// Some answers hold others: a role's description of `get-account-authorization-details` has what
/// `get-role`, `list-role-policies`, ... would say. They are added as if those had been asked.
void expand(const Answer& answer, AnswerBook& book);

}  // namespace inland::sources::snapshot
