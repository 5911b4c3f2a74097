// SPDX-License-Identifier: Apache-2.0
#include "prove/reach/pair_outcome.h"

#include "prove/packets/passage.h"

namespace inland::prove {

Outcome pair_outcome(const Trip& trip) {
    if (trip.purpose == Purpose::Conversation)
        return must_pass(trip.network, trip.source, trip.destination, trip.traffic).outcome;
    switch (must_not_pass(trip.network, trip.source, trip.destination, trip.traffic).outcome) {
        case Outcome::Holds:
            return Outcome::Fails;
        case Outcome::Fails:
            return Outcome::Holds;
        case Outcome::Unknown:
            break;
    }
    return Outcome::Unknown;
}

}  // namespace inland::prove
