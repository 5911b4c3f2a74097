// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "user_data/user_data.h"

namespace inland::user_data {

/// Merges one NodeConfig (YAML or JSON) into what those before it said: a later value wins, an
/// empty one does not, the kubelet's flags add up. Fails with the decoder's own words for what is
/// no NodeConfig; members that no setting is made of are passed over.
Result<void> merge_node_config(std::string_view document, NodeSettings& settings);

}  // namespace inland::user_data
