// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "prove/packets/routes.h"

#include <vector>

namespace inland::prove {

/// What a route table does with packets to addresses of its own VPC.
enum class LocalFate {
    Delivered,  ///< by the local route
    Lost,       ///< no route, or a black hole
    Elsewhere,  ///< some other target, or not known: to be followed one by one
};

struct LocalPiece {
    AddressRange destination;
    LocalFate fate = LocalFate::Elsewhere;
};

std::vector<LocalPiece> local_pieces(const Routes& routes, const AddressRange& destination);

}  // namespace inland::prove
