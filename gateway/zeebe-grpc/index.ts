/** Zeebe's gRPC gateway before the engine: the only import surface of this folder. */
export { startZeebeGateway, type ZeebeGateway, type ZeebeGatewayOptions } from './server.js';
