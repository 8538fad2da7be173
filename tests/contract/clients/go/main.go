// Signs in with azidentity, reads Graph with the pipeline of azcore, and prints one JSON object of what it got.
//
// Nothing here knows the embedded tenant: proxy and authority come from the environment, as for any Go program.
package main

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

const graph = "https://graph.microsoft.com"

func main() {
	tenant, client, group := os.Args[1], os.Args[2], os.Args[3]
	found := map[string]any{}
	for _, way := range os.Args[4:] {
		credential, err := credentialOf(way, tenant, client)
		if err != nil {
			fail(err)
		}
		if found[way], err = read(credential, group); err != nil {
			fail(fmt.Errorf("%s: %w", way, err))
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		fail(err)
	}
}

func read(credential azcore.TokenCredential, group string) (map[string]any, error) {
	bearer := runtime.NewBearerTokenPolicy(credential, []string{graph + "/.default"}, nil)
	pipeline := runtime.NewPipeline("clients", "v1", runtime.PipelineOptions{PerRetry: []policy.Policy{bearer}}, nil)
	found := map[string]any{}
	for name, path := range map[string]string{
		"users":    "/v1.0/users?$top=2&$select=id,displayName",
		"policies": "/v1.0/identity/conditionalAccess/policies",
		"doubled":  "/v1.0//organization",
		"cast":     "/v1.0/groups/" + group + "/members/graph.user",
	} {
		body, err := get(pipeline, graph+path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		found[name] = body["value"]
	}
	token, err := credential.GetToken(context.Background(), policy.TokenRequestOptions{
		Scopes: []string{"https://management.azure.com/.default"},
	})
	found["manage"] = token.Token != ""
	return found, err
}

func credentialOf(way, tenant, client string) (azcore.TokenCredential, error) {
	switch way {
	case "secret":
		return azidentity.NewClientSecretCredential(tenant, client, os.Getenv("CLIENT_SECRET"), nil)
	case "certificate":
		certificates, key, err := certificateFile(os.Getenv("CLIENT_CERTIFICATE"))
		if err != nil {
			return nil, err
		}
		return azidentity.NewClientCertificateCredential(tenant, client, certificates, key, nil)
	case "workload":
		return azidentity.NewWorkloadIdentityCredential(&azidentity.WorkloadIdentityCredentialOptions{
			TenantID: tenant, ClientID: client, TokenFilePath: os.Getenv("CLIENT_TOKEN"),
		})
	}
	return nil, fmt.Errorf("no way to sign in called %q", way)
}

func certificateFile(path string) ([]*x509.Certificate, crypto.PrivateKey, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	return azidentity.ParseCertificates(data, nil)
}

func get(pipeline runtime.Pipeline, url string) (map[string]any, error) {
	request, err := runtime.NewRequest(context.Background(), http.MethodGet, url)
	if err != nil {
		return nil, err
	}
	response, err := pipeline.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%d: %s", response.StatusCode, text)
	}
	body := map[string]any{}
	return body, json.Unmarshal(text, &body)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
