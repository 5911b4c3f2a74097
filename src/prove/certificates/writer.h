// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "prove/joins/proof.h"

#include <string>

namespace inland::prove {

/// One proof as a row of a certificate, from the evidence that it kept. What the checker cannot
/// follow is named in the row as unchecked.
checker::Row certificate_row(const Network& network, const std::string& cluster,
                             const Proof& proof);

}  // namespace inland::prove
