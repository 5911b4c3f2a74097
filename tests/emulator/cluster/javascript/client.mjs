// SPDX-License-Identifier: Apache-2.0
// What controllers do to a Kubernetes API, by its own client for JavaScript: typed objects, watches,
// informers, patches, custom resources, leader leases. Says "done" when all of it went well.
import assert from 'node:assert/strict';
import * as k8s from '@kubernetes/client-node';

const config = new k8s.KubeConfig();
config.loadFromFile(process.argv[2]);
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const custom = config.makeApiClient(k8s.CustomObjectsApi);
const extensions = config.makeApiClient(k8s.ApiextensionsV1Api);
const coordination = config.makeApiClient(k8s.CoordinationV1Api);
const objects = k8s.KubernetesObjectApi.makeApiClient(config);
const namespace = 'default';

async function writesAndReads() {
    const body = { metadata: { name: 'settings', labels: { app: 'web' } }, data: { colour: 'blue' } };
    const made = await core.createNamespacedConfigMap({ namespace, body });
    assert.ok(made.metadata.creationTimestamp instanceof Date);
    const read = await core.readNamespacedConfigMap({ name: 'settings', namespace });
    assert.equal(read.data.colour, 'blue');
    read.data.colour = 'red';
    await core.replaceNamespacedConfigMap({ name: 'settings', namespace, body: read });
    await assert.rejects(core.replaceNamespacedConfigMap({ name: 'settings', namespace, body: made }),
        (error) => error.code === 409);
    const some = await core.listNamespacedConfigMap({ namespace, labelSelector: 'app in (web)' });
    assert.equal(some.items.length, 1);
}

async function listsInPages() {
    let token;
    let seen = 0;
    do {
        const page = await core.listConfigMapForAllNamespaces({ limit: 2, _continue: token });
        seen += page.items.length;
        token = page.metadata._continue;
    } while (token);
    const all = await core.listConfigMapForAllNamespaces();
    assert.equal(seen, all.items.length);
}

async function applies() {
    const labels = { app: 'web' };
    const deployment = (replicas) => ({
        apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace },
        spec: {
            replicas, selector: { matchLabels: labels },
            template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx' }] } },
        },
    });
    const apply = (spec, manager) => objects.patch(spec, undefined, undefined, manager, undefined,
        k8s.PatchStrategy.ServerSideApply);
    await apply(deployment(1), 'first');
    await assert.rejects(apply(deployment(2), 'second'), (error) => error.code === 409);
    const stored = await apps.readNamespacedDeployment({ name: 'web', namespace });
    assert.equal(stored.metadata.managedFields[0].manager, 'first');
    await apps.replaceNamespacedDeploymentScale({ name: 'web', namespace,
        body: { metadata: { name: 'web', namespace }, spec: { replicas: 3 } } });
    assert.equal((await apps.readNamespacedDeployment({ name: 'web', namespace })).spec.replicas, 3);
}

async function informs() {
    const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/configmaps`,
        () => core.listNamespacedConfigMap({ namespace }));
    const added = new Promise((resolve, reject) => {
        informer.on('add', (object) => object.metadata.name === 'late' && resolve(object));
        informer.on('error', reject);
    });
    await informer.start();
    await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'late' } } });
    await added;
    await informer.stop();
}

async function servesCustomResources() {
    const schema = { openAPIV3Schema: { type: 'object', properties: {
        spec: { type: 'object', properties: { size: { type: 'integer', maximum: 3 } } } } } };
    await extensions.createCustomResourceDefinition({ body: {
        metadata: { name: 'shirts.shop.example.com' },
        spec: {
            group: 'shop.example.com', scope: 'Namespaced',
            names: { plural: 'shirts', kind: 'Shirt' },
            versions: [{ name: 'v1', served: true, storage: true, schema, subresources: { status: {} } }],
        },
    } });
    const place = { group: 'shop.example.com', version: 'v1', namespace, plural: 'shirts' };
    const shirt = (size) => ({ apiVersion: 'shop.example.com/v1', kind: 'Shirt',
        metadata: { name: 'mine', finalizers: ['example.com/wash'] }, spec: { size } });
    await assert.rejects(custom.createNamespacedCustomObject({ ...place, body: shirt(4) }),
        (error) => error.code === 422);
    const made = await custom.createNamespacedCustomObject({ ...place, body: shirt(3) });
    await custom.deleteNamespacedCustomObject({ ...place, name: 'mine' });
    const marked = await custom.getNamespacedCustomObject({ ...place, name: 'mine' });
    assert.ok(marked.metadata.deletionTimestamp);
    marked.metadata.finalizers = [];
    await custom.replaceNamespacedCustomObject({ ...place, name: 'mine', body: marked });
    await assert.rejects(custom.getNamespacedCustomObject({ ...place, name: 'mine' }),
        (error) => error.code === 404);
    assert.equal(made.spec.size, 3);
}

async function holdsALease() {
    const now = new k8s.V1MicroTime();
    const body = { metadata: { name: 'leader' },
        spec: { holderIdentity: 'me', leaseDurationSeconds: 15, acquireTime: now, renewTime: now } };
    const lease = await coordination.createNamespacedLease({ namespace, body });
    assert.equal(lease.spec.holderIdentity, 'me');
}

for (const step of [writesAndReads, listsInPages, applies, informs, servesCustomResources, holdsALease]) {
    await step();
    console.log(step.name);
}
console.log('done');
process.exit(0);
