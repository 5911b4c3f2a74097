// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/diagnostic.h"
#include "sources/snapshot/answer_book.h"

#include <string>

namespace inland::sources::snapshot {

/// Where a snapshot was taken; "" where its answers do not say.
struct Origin {
    std::string account;
    std::string region;
};

/// The account of its clusters and the Region of its clusters and subnets. Several of either are a
/// mistake: what one of them was not asked would look answered by the other.
Origin origin_of(const AnswerBook& book, Diagnostics& diagnostics);

}  // namespace inland::sources::snapshot
