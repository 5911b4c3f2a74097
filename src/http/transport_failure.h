// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <string_view>

#include <curl/curl.h>

namespace inland::http {

/// What it means that libcurl ended the request to `origin` with `code`: the Errors of a Client.
/// `detail` is the text of its error buffer.
Error transport_failure(CURL* handle, CURLcode code, std::string_view origin,
                        std::string_view detail);

}  // namespace inland::http
