// SPDX-License-Identifier: Apache-2.0
#include "http/responder.h"

#include <fstream>

namespace inland::http {

void Responder::Exchange::send_file(Response response, FileRange file) {
    std::ifstream input(file.path, std::ios::binary);
    response.body.resize(file.length);
    input.seekg(static_cast<std::streamoff>(file.offset));
    input.read(response.body.data(), static_cast<std::streamsize>(file.length));
    if (input)
        send(std::move(response));
    else
        send({.status = 500, .headers = {}, .body = "the file to send cannot be read\n"});
}

}  // namespace inland::http
