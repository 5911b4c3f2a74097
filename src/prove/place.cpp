// SPDX-License-Identifier: Apache-2.0
#include "prove/place.h"

namespace inland::prove {

Place Place::machine(std::string name, std::string subnet, Ipv4Address address,
                     std::vector<std::string> security_groups) {
    return {PlaceKind::Machine, std::move(name), std::move(subnet), address,
            std::move(security_groups)};
}

Place Place::client(Ipv4Address address) {
    return {PlaceKind::Client, address.text(), {}, address, {}};
}

Place Place::laptop() {
    return {PlaceKind::Internet, "laptop", {}, std::nullopt, {}};
}

}  // namespace inland::prove
