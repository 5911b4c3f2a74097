// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "aws/client.h"
#include "core/json.h"
#include "core/result.h"
#include "topology/network_edit.h"

#include <stop_token>
#include <string>
#include <vector>

namespace inland::deploy {

/// What tags cannot tell of a network that is not Inland's: which it is, and what was changed in
/// it. Written before the first change, so that a killed run is known to the next.
struct NetworkRecord {
    std::string vpc;  ///< "": the cluster has a network of its own
    std::vector<topology::NetworkEdit> edits;
};

/// The SSM parameter `/inland/CLUSTER/network`. Without one the record is empty. A record that
/// cannot be understood is an error: what it says would never be put back.
Result<NetworkRecord> read_network_record(aws::Client& aws, const std::string& cluster,
                                          std::stop_token stop);
Result<void> write_network_record(aws::Client& aws, const std::string& cluster,
                                  const NetworkRecord& record, std::stop_token stop);
Result<void> erase_network_record(aws::Client& aws, const std::string& cluster,
                                  std::stop_token stop);

/// The parameter's text, and back; the latter is NotFound, Failed … never: InvalidInput.
json::value record_json(const NetworkRecord& record);
Result<NetworkRecord> parse_record(const json::value& document);

}  // namespace inland::deploy
