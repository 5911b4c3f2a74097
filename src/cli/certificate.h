// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checker/certificate.h"
#include "cli/command.h"
#include "core/result.h"

#include <string>
#include <vector>

namespace inland::cli {

/// Writes what `--certificate FILE` asks for.
Result<void> write_certificates(const std::string& path,
                                const std::vector<checker::Certificate>& certificates);

/// `prove --check FILE SOURCE...`: verifies a certificate against the sources that it was written
/// for, in the same order, with the separate checker. 1 when something in it is refused, 3 when it
/// leaves packets of a flow unshown, 2 when it is no certificate of these sources.
ExitCode check_certificate(const Invocation& invocation, const std::string& path);

}  // namespace inland::cli
