// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "emulator/registry/answer.h"
#include "emulator/registry/digest.h"
#include "emulator/store.h"

#include <string>
#include <string_view>

namespace inland::emulator {
class World;
}

namespace inland::emulator::registry {

/// The S3 bucket that ECR keeps layers in and redirects downloads to, by presigned URLs.

/// A URL that is good for an hour. `host_header` is what the client reached ECR by: one of AWS's
/// names leads to the bucket's own ("prod-REGION-starport-layer-bucket.s3.REGION.amazonaws.com"),
/// any other (the emulator's port) to the same server, in path style.
std::string layer_url(World& world, std::string_view region, std::string_view host_header,
                      const Digest& digest, TimePoint wall_now);

/// Whether a request is for such a bucket, by its host or by its path.
bool is_for_layer_bucket(const http::Request& request);

/// GET and HEAD with a presigned URL, whole or a Range; S3's errors for the rest.
Answer answer_layer_bucket(World& world, const http::Request& request, TimePoint wall_now);

}  // namespace inland::emulator::registry
