// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sources/live/reading.h"

#include <functional>
#include <string_view>

namespace inland::sources::live {

/// How one EC2 Describe call is narrowed to a cluster.
struct Ec2List {
    std::string_view operation;
    std::string_view list;
    std::string_view network_filter = {};  ///< "vpc-id"; "": does not stand in a network
    bool by_tag = false;                   ///< may exist outside the network: looked up by tag too
    std::string_view filters_member = "Filters";
};

/// The documents that belong to the reading: all in the Region, or those of the asked cluster.
/// Those on their way out ("deleting", "deleted") are left out: nothing can be built on them.
Result<json::array> list_ec2(const Reading& reading, const Ec2List& what);
/// The same one by one, for lists that may be large: those that the reading's caller keeps are not
/// copied.
Result<void> each_ec2(const Reading& reading, const Ec2List& what,
                      const std::function<void(const json::value& document)>& visit);

}  // namespace inland::sources::live
