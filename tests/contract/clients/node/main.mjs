// Signs in with @azure/identity, reads Graph with its client for Node, and prints one JSON object of what it got.
//
// Nothing here knows the embedded tenant. Node's fetch takes the proxy of the environment only when it is told to, which
// is what the dispatcher is for; @azure/identity takes it by itself.
import { ClientCertificateCredential, ClientSecretCredential } from "@azure/identity";
import { BatchRequestContent, Client } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from
  "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js";
import { EnvHttpProxyAgent, setGlobalDispatcher } from "undici";

const [tenant, client, group, ...chosen] = process.argv.slice(2);
const ways = {
  secret: () => new ClientSecretCredential(tenant, client, process.env.CLIENT_SECRET),
  certificate: () => new ClientCertificateCredential(tenant, client, process.env.CLIENT_CERTIFICATE),
};
setGlobalDispatcher(new EnvHttpProxyAgent());

const scopes = ["https://graph.microsoft.com/.default"];

async function read(credential) {
  const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes });
  const graph = Client.initWithMiddleware({ authProvider });
  const users = await graph.api("/users").top(2).select(["id", "displayName"]).get();
  const counted = await graph
    .api("/users").header("ConsistencyLevel", "eventual").count(true).filter("endswith(mail,'.com')").get();
  const policies = await graph.api("/identity/conditionalAccess/policies").version("beta").get();
  const cast = await graph.api(`/groups/${group}/members/graph.user`).get();
  const batch = new BatchRequestContent([
    { id: "1", request: new Request("https://graph.microsoft.com/v1.0/organization", { method: "GET" }) },
  ]);
  const content = await batch.getContent();
  const batched = await graph.api("/$batch").post(content);
  let refused = null;
  try {
    await graph.api("/users/nobody").get();
  } catch (error) {
    refused = [error.statusCode, error.code];
  }
  return {
    users: users.value,
    counted: counted["@odata.count"],
    policies: policies.value,
    cast: cast.value,
    batchUrl: content.requests[0].url,
    batched: batched.responses[0].status,
    refused,
  };
}

const found = {};
for (const way of chosen) {
  found[way] = await read(ways[way]());
}
console.log(JSON.stringify(found));
